/** Prints how comparables fare against held-out sales, beside MMR and the plain median: `npm run backtest:comps`. */
import { fileURLToPath } from 'node:url';
import { toInstant } from '../src/core/kernel/instant.ts';
import {
  type BacktestRow,
  backtestEstimates,
  backtestSales,
  medianByModel,
  toSubject,
  toSubjectWithBook,
} from '../src/core/valuation/backtest.ts';
import { buildWholesaleEvidence } from '../src/core/valuation/build-evidence.ts';
import { CompsValuer } from '../src/core/valuation/comps-valuer.ts';
import type { WholesaleSale } from '../src/core/valuation/evidence/price-record.ts';
import { loadPriceIndex } from '../src/platform/reference/load-price-index.ts';
import { loadSales } from '../src/platform/reference/load-sales.ts';
import { loadValuer } from '../src/platform/reference/load-valuer.ts';

const data = (path: string): string => fileURLToPath(new URL(`../data/${path}`, import.meta.url));

const { records, rejections } = loadSales(
  data('sales/wholesale-auction-sales-2014-2015.csv.gz'),
  toInstant(Date.now()),
);
const index = loadPriceIndex(data('indices/used-car-cpi-CUSR0000SETA02.csv'));
const byCode = Map.groupBy(rejections, ({ code }) => code);
console.log(`${records.length} sales read, ${rejections.length} rejected`);
for (const [code, rejected] of byCode)
  console.log(
    `  ${code}: ${rejected.length}, such as "${rejected[0]?.excerpt ?? ''}" (${rejected[0]?.reason ?? ''})`,
  );

const isCamryOrOdyssey = ({ model }: WholesaleSale): boolean => /^(camry|odyssey)/.test(model);
const from = '2015-02-01';
const later = records.filter(({ soldAt }) => soldAt >= from);
const earlier = records.filter(({ soldAt }) => soldAt < from);
printSplit(`Later months: trained before ${from}`, earlier, later);
printSplit('  of them Camry and Odyssey', earlier, later.filter(isCamryOrOdyssey));

const day = '2014-12-22';
const mixed = records.filter((sale) => !isCamryOrOdyssey(sale) && sale.soldAt >= '2014-12-01');
printSplit(
  `Mixed makes: trained before ${day}, tested on the days after`,
  records.filter(({ soldAt }) => soldAt < day),
  mixed.filter(({ soldAt }) => soldAt >= day),
);

printRate();

function printSplit(title: string, train: readonly WholesaleSale[], test: readonly WholesaleSale[]): void {
  console.log(`\n${title}: ${train.length} to learn from, ${test.length} to test on`);
  const valuer = new CompsValuer({ wholesale: buildWholesaleEvidence(train, index) });
  print(
    'comps',
    backtestSales(train, test, () => valuer),
  );
  print(
    'comps + MMR as book',
    backtestEstimates(test, (sale) => {
      const valued = valuer.valueWholesale(toSubjectWithBook(sale), { withComparables: false });
      return valued.ok ? valued.value : undefined;
    }),
  );
  print(
    'MMR alone',
    backtestEstimates(test, ({ mmrCents }) =>
      mmrCents === undefined ? undefined : { p10Cents: Number.NaN, p50Cents: mmrCents, p90Cents: Number.NaN },
    ),
  );
  print('median of model and year', backtestEstimates(test, medianByModel(train)));
}

/** Both values of 20,000 real cars, aged to today: the first round fills what is remembered, the second finds it. */
function printRate(): void {
  const asOf = toInstant('2026-11-20T00:00:00Z');
  const loadedAt = process.cpuUsage();
  const valuer = loadValuer(data(''), asOf);
  const fitted = process.cpuUsage(loadedAt);
  console.log(
    `\nShipped Valuer read and fitted in ${Math.round((fitted.user + fitted.system) / 1000)} ms of processor time`,
  );
  const subjects = Array.from({ length: 20_000 }, (_, i) => records[(i * 7919) % records.length])
    .filter((sale) => sale !== undefined)
    .map((sale) => {
      const subject = toSubject(sale);
      return { ...subject, vehicle: { ...subject.vehicle, year: Math.min(2024, sale.year + 11) }, asOf };
    });
  for (const withComparables of [false, false, true]) {
    const startedAt = process.cpuUsage();
    for (const subject of subjects) {
      valuer.valueWholesale(subject, { withComparables });
      valuer.valueRetail(subject, { withComparables });
    }
    const { user, system } = process.cpuUsage(startedAt);
    const microseconds = (user + system) / subjects.length;
    console.log(
      `wholesale + retail, comparables ${withComparables ? 'listed' : 'not listed'}: ${microseconds.toFixed(1)} µs of processor time a car`,
    );
  }
}

function print(name: string, rows: readonly BacktestRow[]): void {
  const percent = (share: number): string => (Number.isNaN(share) ? '' : `${(100 * share).toFixed(1)} %`);
  const dollars = (cents: number): string => `$${Math.round(cents / 100)}`;
  const columns = ['n', 'refused', 'MAE', 'medAPE', '≤5 %', '≤10 %', '≤20 %', 'bias', 'coverage', 'width'];
  console.log(`${name.padEnd(26)}${columns.map((column) => column.padStart(9)).join('')}`);
  for (const row of rows) {
    const cells = [
      row.n,
      row.refused,
      dollars(row.meanAbsoluteErrorCents),
      percent(row.medianAbsoluteShare),
      percent(row.within5),
      percent(row.within10),
      percent(row.within20),
      dollars(row.biasCents),
      percent(row.coverage),
      percent(row.medianWidth),
    ];
    console.log(`  ${row.group.padEnd(24)}${cells.map((cell) => String(cell).padStart(9)).join('')}`);
  }
}
