import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { ProblemError } from '../../app/problem-error.ts';
import { backtestValues } from '../../app/training/backtest-values.ts';
import { systemClock } from '../../platform/clock.ts';
import { dataFolder } from '../../platform/folders.ts';
import { loadPriceIndex } from '../../platform/reference/load-price-index.ts';
import { loadSales } from '../../platform/reference/load-sales.ts';
import { referenceFiles } from '../../platform/reference/load-valuer.ts';
import { print, printJson, printTable, say } from '../terminal.ts';

const percent = (share: number) => (Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`);
const dollars = (cents: number) => `$${Math.round(cents / 100).toLocaleString('en-US')}`;

export function addBacktest(program: Command): void {
  program
    .command('backtest')
    .description(
      'replay time: learn from the past, value the next month, and print how far off the values were',
    )
    .option('--sales <file>', 'CSV of confirmed wholesale sales (default: the file that ships)')
    .option('--json', 'print the tables as JSON')
    .addHelpText(
      'after',
      '\nTrains anew for every month, so it takes some minutes.\n\nExample:\n  $ npx dealerscope backtest',
    )
    .action(async ({ sales, json }: { sales?: string; json?: boolean }) => {
      const file = sales ?? path.join(dataFolder, referenceFiles.sales);
      const bytes = await readFile(file).catch(() => {
        throw new ProblemError(404, 'no_such_file', `There is no file ${file}.`);
      });
      const result = backtestValues({
        bytes,
        sales: loadSales(file, systemClock.now()).records,
        index: loadPriceIndex(path.join(dataFolder, referenceFiles.priceIndex)),
        asOfMs: Date.now(),
        onProgress: say,
      });
      if (json) return printJson(result);
      print(`Months predicted, each from the sales before it: ${result.months.join(', ')}`);
      for (const { name, rows } of result.tables) {
        print(`\n${name}`);
        printTable(rows, [
          { title: 'Price brought', cell: (row) => row.group },
          { title: 'Sales', align: 'right', cell: (row) => String(row.n) },
          { title: 'Refused', align: 'right', cell: (row) => String(row.refused) },
          { title: 'MAE', align: 'right', cell: (row) => dollars(row.meanAbsoluteErrorCents) },
          { title: 'Median error', align: 'right', cell: (row) => percent(row.medianAbsoluteShare) },
          { title: '≤ 5 %', align: 'right', cell: (row) => percent(row.within5) },
          { title: '≤ 10 %', align: 'right', cell: (row) => percent(row.within10) },
          { title: '≤ 20 %', align: 'right', cell: (row) => percent(row.within20) },
          { title: 'Bias', align: 'right', cell: (row) => dollars(row.biasCents) },
          { title: '80 % range holds', align: 'right', cell: (row) => percent(row.coverage) },
          { title: 'Width', align: 'right', cell: (row) => percent(row.medianWidth) },
        ]);
      }
    });
}
