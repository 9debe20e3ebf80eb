import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface GradedSale {
  readonly ageYears: number;
  readonly odometerMiles: number;
  readonly grade: number;
}

const file = new URL('../../../../data/sales/wholesale-auction-sales-2014-2015.csv.gz', import.meta.url);

/** Sales that state year, miles and grade; no field of these columns holds a comma. A grade of 10–49 is ten times one. */
export function loadGradedSales(): GradedSale[] {
  const [head = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  const names = head.split(',');
  const at = (name: string): number => names.indexOf(name);
  const sales: GradedSale[] = [];
  for (const line of lines) {
    const cells = splitLine(line);
    const condition = Number(cells[at('condition')] || Number.NaN);
    const odometerMiles = Number(cells[at('odometer')] || Number.NaN);
    const sold = cells[at('saledate')] ?? '';
    if (Number.isNaN(condition) || !(odometerMiles >= 100 && odometerMiles <= 400_000)) continue;
    const ageYears =
      Number(sold.slice(0, 4)) - Number(cells[at('year')]) + (Number(sold.slice(5, 7)) - 1) / 12;
    sales.push({
      ageYears: Math.max(0, ageYears),
      odometerMiles,
      grade: condition <= 5 ? condition : condition / 10,
    });
  }
  return sales;
}

/** Cells of one line; a cell in quotes may hold commas. */
const splitLine = (line: string): string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => (cell ?? '').replace(/^"|"$/g, ''));

/** Least squares of grade on 1, √years and √(miles / 100,000): the normal equations, solved by elimination. */
export function fitGradePrior(sales: readonly GradedSale[]): readonly [number, number, number] {
  const rows = [0, 1, 2].map(() => [0, 0, 0, 0]);
  for (const { ageYears, odometerMiles, grade } of sales) {
    const inputs = [1, Math.sqrt(ageYears), Math.sqrt(odometerMiles / 100_000)];
    for (let a = 0; a < 3; a++) {
      const row = rows[a] as number[];
      for (let b = 0; b < 3; b++) row[b] = (row[b] ?? 0) + (inputs[a] ?? 0) * (inputs[b] ?? 0);
      row[3] = (row[3] ?? 0) + (inputs[a] ?? 0) * grade;
    }
  }
  for (let a = 0; a < 3; a++) {
    const pivot = rows[a] as number[];
    for (let b = 0; b < 3; b++) {
      if (b === a) continue;
      const row = rows[b] as number[];
      const share = (row[a] ?? 0) / (pivot[a] ?? 1);
      for (let c = a; c < 4; c++) row[c] = (row[c] ?? 0) - share * (pivot[c] ?? 0);
    }
  }
  const solved = rows.map((row, a) => (row[3] ?? 0) / (row[a] ?? 1));
  return [solved[0] ?? 0, solved[1] ?? 0, solved[2] ?? 0];
}
