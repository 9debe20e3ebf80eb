import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { ProblemError } from '../../app/problem-error.ts';
import { createIdentify } from '../../app/training/create-identify.ts';
import { describeModel, toCardJson } from '../../app/training/model-card.ts';
import { importOwnSales, isShippedFile } from '../../app/training/own-sales.ts';
import { trainValues } from '../../app/training/train-values.ts';
import {
  keepTrainedModel,
  listModels,
  putModelInService,
  shippedVersion,
} from '../../app/training/value-models.ts';
import { dataFolder } from '../../platform/folders.ts';
import { referenceFiles } from '../../platform/reference/load-valuer.ts';
import { print, printJson, printTable, say, startProgress } from '../terminal.ts';
import { withContext } from '../with-context.ts';

const shippedSales = path.join(dataFolder, referenceFiles.sales);

interface TrainFlags {
  readonly sales: readonly string[];
  readonly asOf?: string;
  readonly use: boolean;
  readonly json?: boolean;
}

async function readFiles(names: readonly string[]) {
  return Promise.all(
    names.map(async (name) => {
      try {
        return { name: path.basename(name), bytes: await readFile(name) };
      } catch {
        throw new ProblemError(404, 'no_such_file', `There is no file ${name}.`);
      }
    }),
  );
}

export function addTrain(program: Command): void {
  program
    .command('train')
    .description('train the wholesale value model on sales files and put it in service')
    .requiredOption('--sales <file...>', 'CSV of confirmed wholesale sales, plain or .gz')
    .option('--as-of <day>', 'leave out sales after this day (YYYY-MM-DD)')
    .option('--no-use', 'keep the model, but leave the one in service as it is')
    .option('--json', 'print the model card as JSON')
    .addHelpText(
      'after',
      `
The file needs the columns year, make, model, trim, body, transmission, vin, state, condition, odometer, color,
seller, mmr, sellingprice, saledate; any of trim … mmr may be empty. What is left out is counted by rule, with examples.
The sales are kept too, as your own: they move values of their models more than all others. (Not the file that ships.)
Takes about a minute for 28,000 sales.

Examples:
  $ npx dealerscope train --sales our-sales-2026.csv
  $ npx dealerscope models                  what there is, and which is in service
  $ npx dealerscope models use shipped      back to the one that came with the program`,
    )
    .action(async ({ sales, asOf, use, json }: TrainFlags) => {
      const asOfMs = asOf === undefined ? Date.now() : Date.parse(asOf);
      if (Number.isNaN(asOfMs)) throw new ProblemError(400, 'bad_day', `--as-of: ${asOf} is not a day.`);
      const bar = startProgress('Training');
      try {
        const files = await readFiles(sales);
        const trained = await trainValues({
          files,
          asOfMs,
          threads: 2,
          onScreened: (report) => {
            say(`${report.rowsRead} rows read, ${report.rowsKept} kept`);
            if (report.renamed.count > 0)
              say(`  ${report.renamed.count} kept otherwise: ${report.renamed.rule}`);
            for (const example of report.renamed.examples) say(`    such as ${example}`);
            for (const { code, count, rule, examples } of report.excluded) {
              say(`  ${count} left out (${code}): ${rule}`);
              for (const example of examples) say(`    such as ${example}`);
            }
          },
          onProgress: (done, total, step) => bar.update(done, total, step),
        });
        bar.stop();
        await withContext(async ({ db }) => {
          await keepTrainedModel(db, trained);
          const identify = createIdentify();
          for (const file of files) {
            if (await isShippedFile(file.bytes, shippedSales)) continue;
            const { stored } = await importOwnSales(db, file, asOfMs, identify);
            say(
              `${stored} sales of ${file.name} are kept as your own: they count most once lots are read anew.`,
            );
          }
          if (use) await putModelInService(db, trained.name);
        });
        if (json) printJson(toCardJson(trained));
        else print(describeModel(trained));
        say(
          use
            ? `${trained.name} is in service; a running server reads every lot anew with it.`
            : `${trained.name} is kept; put it in service with: npx dealerscope models use ${trained.name}`,
        );
      } finally {
        bar.stop();
      }
    });

  const models = program
    .command('models')
    .description('trained value models: what there is, and which is in service')
    .option('--json', 'print as JSON')
    .action(({ json }: { json?: boolean }) =>
      withContext(async ({ db }) => {
        const { inUse, models: kept } = await listModels(db);
        if (json) return printJson({ inUse, models: kept });
        say(`In service: ${inUse}`);
        if (kept.length === 0) return print('No model of your own yet: npx dealerscope train --help');
        printTable(kept, [
          { title: 'Version', cell: (model) => model.version },
          { title: 'Trained', cell: (model) => model.trainedAt.slice(0, 16).replace('T', ' ') },
          { title: 'Sales', align: 'right', cell: (model) => model.sales.toLocaleString('en-US') },
          { title: '', cell: (model) => (model.inUse ? 'in service' : '') },
        ]);
      }),
    );
  models
    .command('use')
    .argument('<version>', `a version of the list, or ${shippedVersion}`)
    .description('put a model in service')
    .action((version: string) =>
      withContext(async ({ db }) => {
        await putModelInService(db, version);
        say(`${version} is in service; a running server reads every lot anew with it.`);
      }),
    );
}
