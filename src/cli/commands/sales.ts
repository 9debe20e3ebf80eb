import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { ProblemError } from '../../app/problem-error.ts';
import { createIdentify } from '../../app/training/create-identify.ts';
import { importOwnSales, isShippedFile } from '../../app/training/own-sales.ts';
import { dataFolder } from '../../platform/folders.ts';
import { referenceFiles } from '../../platform/reference/load-valuer.ts';
import { printJson, say } from '../terminal.ts';
import { withContext } from '../with-context.ts';

export function addSales(program: Command): void {
  program
    .command('sales')
    .description('confirmed sales of your own, which count more than all others')
    .command('import')
    .argument('<file...>', 'CSV of confirmed wholesale sales, plain or .gz')
    .option('--json', 'print what was kept and left out as JSON')
    .description('keep confirmed sales as comparables; they move values once lots are read anew')
    .addHelpText(
      'after',
      `
The columns are those of: npx dealerscope train --help; a column buydate, the day on which you had bought the car, also
teaches how long your cars are held. Any number of sales will do. The same file again changes nothing.

Example:
  $ npx dealerscope sales import our-sales-2026.csv`,
    )
    .action(async (names: readonly string[], { json }: { json?: boolean }) => {
      const files = await Promise.all(
        names.map(async (name) => ({
          name: path.basename(name),
          bytes: await readFile(name).catch(() => {
            throw new ProblemError(404, 'no_such_file', `There is no file ${name}.`);
          }),
        })),
      );
      await withContext(async ({ db, clock }) => {
        const identify = createIdentify();
        const results = [];
        for (const file of files) {
          if (await isShippedFile(file.bytes, path.join(dataFolder, referenceFiles.sales)))
            throw new ProblemError(
              409,
              'shipped_sales',
              `${file.name} is the file that ships: its sales are in every value already.`,
            );
          const imported = await importOwnSales(db, file, Date.parse(clock.now()), identify);
          results.push({ file: file.name, ...imported });
          say(
            `${file.name}: ${imported.report.rowsRead} rows read, ${imported.accepted} confirmed sales, ${imported.stored} of them new`,
          );
          for (const { code, count, rule, examples } of imported.report.excluded) {
            say(`  ${count} left out (${code}): ${rule}`);
            for (const example of examples) say(`    such as ${example}`);
          }
        }
        if (json) printJson(results);
      });
    });
}
