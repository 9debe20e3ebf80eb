/**
 * How far values are off on sales that nothing saw: the trained model alone, and whole appraisals as the public path
 * gives them; beside a plain XGBoost (where Python has it), ridge regression, the median of the same model and year, and
 * raw book values. Trains its own model without the sales held back.
 * Usage: node bench/valuation-accuracy.bench.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { createIdentify } from '../src/app/training/create-identify.ts';
import { readSalesFile } from '../src/app/training/read-sales-file.ts';
import { toInstant } from '../src/core/kernel/instant.ts';
import { dollarsToCents } from '../src/core/kernel/money.ts';
import { createValueModel } from '../src/core/valuation/boosting/create-value-model.ts';
import type { Track } from '../src/core/valuation/boosting/effect-terms.ts';
import { fillFacts } from '../src/core/valuation/boosting/fill-facts.ts';
import { hashLot } from '../src/core/valuation/boosting/lot-hashes.ts';
import { noDrift } from '../src/core/valuation/boosting/market-drift.ts';
import { clampToWindow } from '../src/core/valuation/boosting/market-window.ts';
import { bandName, median } from '../src/core/valuation/boosting/measure-errors.ts';
import { decodeModel, encodeModel } from '../src/core/valuation/boosting/model-file.ts';
import { createPricingScratch, priceLot } from '../src/core/valuation/boosting/price-lot.ts';
import { screenSales } from '../src/core/valuation/boosting/screen-sales.ts';
import { trainValueModel } from '../src/core/valuation/boosting/train-value-model.ts';
import type { TrainedModel } from '../src/core/valuation/boosting/trained-model.ts';
import type { TrainingSale } from '../src/core/valuation/boosting/training-sale.ts';
import type { ValuationSubject } from '../src/core/valuation/valuation.ts';
import { holdBack, holdBackAhead } from './valuation-accuracy/hold-back.ts';
import { createAppraiseSale } from './valuation-accuracy/through-appraisal.ts';
import { runXgboost } from './valuation-accuracy/xgboost-baseline.ts';

const salesFile = new URL('../data/sales/wholesale-auction-sales-2014-2015.csv.gz', import.meta.url);
const identify = createIdentify();
const rows = readSalesFile(readFileSync(salesFile));
const screened = screenSales(rows, Date.UTC(2016, 0, 1), identify);
if (!screened.ok) throw new Error(`sales file lacks ${screened.missingColumns.join(', ')}`);
const { learn, heldBack } = holdBack(screened.sales);

const trainStarted = performance.now();
const outcome = trainValueModel(learn, { dataHash: 'bench' });
const trainSeconds = (performance.now() - trainStarted) / 1000;
if (!outcome.ok) throw new Error(outcome.reason);
const bytes = encodeModel(outcome.model);
const loadStarted = performance.now();
const decoded = decodeModel(bytes);
const loadMs = performance.now() - loadStarted;
if (!decoded.ok) throw new Error(decoded.error.reason);
const trained = decoded.value;
const model = createValueModel(trained);

const ways: readonly { track: Track; name: string }[] = [
  { track: 'graded', name: '1 grade and seller known' },
  { track: 'blind', name: '2 as a government listing' },
  { track: 'book', name: '3 on top of a book value' },
];

/** The request that a caller would make for this sale, knowing what that way of knowing knows. */
function toSubject(sale: TrainingSale, track: Track): ValuationSubject {
  const { facts } = sale;
  return {
    vehicle: sale.vehicle,
    ...(Number.isNaN(facts.miles) ? {} : { odometerMiles: facts.miles }),
    ...(Number.isNaN(facts.grade) || track === 'blind' ? {} : { conditionGrade: facts.grade }),
    ...(track === 'blind' ? {} : { sellerName: facts.seller }),
    state: facts.state,
    ...(track === 'book' ? { book: { name: 'mmr', cents: dollarsToCents(facts.bookDollars) } } : {}),
    asOf: toInstant(sale.soldDay * 86_400_000),
  };
}

/** The same model, its prices staying where they are after the sales that they follow. */
function withoutDrift(of: TrainedModel): TrainedModel {
  const { blind, graded, book } = of.calibration;
  const still = { later: noDrift };
  return {
    ...of,
    calibration: {
      blind: { ...blind, ...still },
      graded: { ...graded, ...still },
      book: { ...book, ...still },
    },
  };
}

interface Guess {
  readonly price: number;
  readonly guess: number;
}
interface Measured {
  readonly count: number;
  readonly mae: number;
  readonly medianApe: number;
}
const measure = (guesses: readonly Guess[]): Measured => ({
  count: guesses.length,
  mae: guesses.reduce((sum, { price, guess }) => sum + Math.abs(guess - price), 0) / guesses.length,
  medianApe: median(guesses.map(({ price, guess }) => Math.abs(guess - price) / price)),
});
const show = ({ mae, medianApe }: Omit<Measured, 'count'>): string =>
  `$${Math.round(mae).toString().padStart(5)} / ${(medianApe * 100).toFixed(1).padStart(4)} %`;

const medians = new Map<string, number[]>();
for (const { facts, priceDollars } of learn)
  for (const key of [
    `${facts.make} ${facts.model} ${facts.year}`,
    `${facts.make} ${facts.model}`,
    facts.make,
    '',
  ])
    (medians.get(key) ?? medians.set(key, []).get(key))?.push(priceDollars);
const guessMedian = ({ facts }: TrainingSale): number => {
  const keys = [`${facts.make} ${facts.model} ${facts.year}`, `${facts.make} ${facts.model}`, facts.make, ''];
  return median(keys.map((key) => medians.get(key)).find((prices) => prices !== undefined) ?? []);
};
const scratch = createPricingScratch();
const guessRidge = (sale: TrainingSale, track: Track): number => {
  const hidden = track === 'blind' ? { grade: Number.NaN, seller: '' } : {};
  const marketDay = clampToWindow(sale.soldDay, trained.details.window);
  const facts = fillFacts(trained.fills, { ...sale.facts, ...hidden, marketDay });
  return Math.exp(priceLot(trained, track, facts, scratch, hashLot(facts))?.effects ?? Number.NaN);
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const appraiseSale = await createAppraiseSale(rows, learn, model);
const baseline = runXgboost(salesFile, heldBack);
print(`${learn.length} sales learned from; held back, unseen by fit and calibration:`);
for (const [name, sales] of heldBack) print(`  ${name}: ${sales.length}`);
print(
  baseline === undefined
    ? '\nNo Python with xgboost, sklearn and pandas here (Debian: python3-xgboost python3-sklearn python3-pandas): not beside.'
    : `\nXGBoost ${baseline.xgboost}, 500 trees, plain: bench/baselines/xgboost-baseline.py`,
);
print(
  '\nMean absolute error / median absolute error; last: how far the model’s mean error is below XGBoost’s',
);
const columns = [
  'model alone',
  'appraisal',
  'appraisal, clean',
  'XGBoost',
  'ridge',
  'same model',
  'book itself',
];
print(`${' '.repeat(35)}${columns.map((name) => name.padEnd(18)).join('')}`);
const cells: Record<string, unknown>[] = [];
for (const way of ways)
  for (const [name, sales] of heldBack) {
    const pick = (guess: (sale: TrainingSale) => number) =>
      measure(sales.map((sale) => ({ price: sale.priceDollars, guess: guess(sale) })));
    const ours = pick((sale) => (model.predict(toSubject(sale, way.track))?.p50Cents ?? Number.NaN) / 100);
    const throughPath = (titleBrand: 'clean' | undefined) =>
      measure(
        sales.flatMap((sale) => {
          const value = appraiseSale(sale, way.track, titleBrand);
          return value === undefined ? [] : [{ price: sale.priceDollars, guess: value.p50Cents / 100 }];
        }),
      );
    const appraisal = throughPath(undefined);
    const appraisalClean = throughPath('clean');
    const xgboost = baseline?.cells[way.track][name.slice(0, 1)];
    const ridge = pick((sale) => guessRidge(sale, way.track));
    const sameModel = pick(guessMedian);
    const book = pick((sale) => sale.facts.bookDollars);
    const refused = sales.length - appraisal.count;
    const below = xgboost === undefined ? '' : `${((1 - ours.mae / xgboost.mae) * 100).toFixed(1)} %`;
    const shown = [ours, appraisal, appraisalClean, xgboost, ridge, sameModel, book].map((cell) =>
      (cell === undefined ? 'not run' : show(cell)).padEnd(18),
    );
    print(
      `${way.name.padEnd(26)} ${name.slice(0, 1)} n=${String(sales.length).padEnd(5)}${shown.join('')}${below}${refused > 0 ? `  (${refused} appraisals refused)` : ''}`,
    );
    cells.push({
      way: way.name,
      heldBack: name,
      count: sales.length,
      model: ours,
      appraisal,
      appraisalClean,
      xgboost,
      ridge,
      sameModel,
      book,
    });
  }

print(
  '\nShare of prices within p10–p90, and median of (p90 − p10) / p50, per band of the price brought, of appraisals',
);
const ranges: Record<string, unknown>[] = [];
for (const titleBrand of [undefined, 'clean'] as const)
  for (const way of ways)
    for (const [name, sales] of heldBack) {
      const bands = new Map<string, { inside: number; widths: number[] }>();
      for (const sale of sales) {
        const value = appraiseSale(sale, way.track, titleBrand);
        if (value === undefined) continue;
        const price = sale.priceDollars * 100;
        for (const band of ['all', bandName(sale.priceDollars)]) {
          const entry = bands.get(band) ?? { inside: 0, widths: [] };
          if (price >= value.p10Cents && price <= value.p90Cents) entry.inside++;
          entry.widths.push((value.p90Cents - value.p10Cents) / value.p50Cents);
          bands.set(band, entry);
        }
      }
      print(`${way.name}, ${name}, title ${titleBrand ?? 'not stated'}`);
      for (const [band, { inside, widths }] of bands) {
        const coverage = inside / widths.length;
        print(
          `  ${band.padEnd(18)} n=${String(widths.length).padEnd(5)} within ${(coverage * 100).toFixed(1)} %  width ${(median(widths) * 100).toFixed(0)} %`,
        );
        ranges.push({
          way: way.name,
          heldBack: name,
          title: titleBrand ?? 'not stated',
          band,
          count: widths.length,
          coverage,
          width: median(widths),
        });
      }
    }

const unsaid = ['trim', 'body', 'transmission', 'color'];
print(`\nAppraisals without ${unsaid.join(', ')}: mean / median absolute error, share within p10–p90`);
for (const way of ways)
  for (const [name, sales] of heldBack) {
    const guesses: Guess[] = [];
    let inside = 0;
    for (const sale of sales) {
      const value = appraiseSale(sale, way.track, undefined, unsaid);
      if (value === undefined) continue;
      const price = sale.priceDollars * 100;
      if (price >= value.p10Cents && price <= value.p90Cents) inside++;
      guesses.push({ price: sale.priceDollars, guess: value.p50Cents / 100 });
    }
    const withoutThem = measure(guesses);
    const coverage = inside / guesses.length;
    print(
      `${way.name.padEnd(26)} ${name.slice(0, 1)} n=${String(guesses.length).padEnd(5)}${show(withoutThem)}   ${(coverage * 100).toFixed(1)} %`,
    );
    cells.push({ way: way.name, heldBack: name, unsaid, appraisal: withoutThem, coverage });
  }

print('\nD: weeks ahead of what was learned from, a few sales of the weeks between apart');
const ahead = holdBackAhead(screened.sales);
const outcomeAhead = trainValueModel(ahead.learn, { dataHash: 'bench' });
if (!outcomeAhead.ok) throw new Error(outcomeAhead.reason);
const modelAhead = createValueModel(outcomeAhead.model);
const standingStill = createValueModel(withoutDrift(outcomeAhead.model));
const learnedAhead = new Set(ahead.learn.map(({ row }) => row));
const judgedAhead = new Set(ahead.judged.map(({ row }) => row));
// with rows that we leave out, dated later, it is far off: they are kept from it as well
const leftOut = rows.flatMap((_, at) =>
  learnedAhead.has(at + 1) || judgedAhead.has(at + 1) ? [] : [{ row: at + 1 }],
);
const baselineAhead = runXgboost(
  salesFile,
  new Map<string, readonly { readonly row: number }[]>([
    ['D', ahead.judged],
    ['out', leftOut],
  ]),
);
for (const way of ways) {
  const measureAhead = (guess: (sale: TrainingSale) => number) =>
    measure(ahead.judged.map((sale) => ({ price: sale.priceDollars, guess: guess(sale) })));
  const [ours, still] = [modelAhead, standingStill].map((each) =>
    measureAhead((sale) => (each.predict(toSubject(sale, way.track))?.p50Cents ?? Number.NaN) / 100),
  ) as [Measured, Measured];
  const xgboost = baselineAhead?.cells[way.track].D;
  const book = measureAhead((sale) => sale.facts.bookDollars);
  const below = xgboost === undefined ? '' : `${((1 - ours.mae / xgboost.mae) * 100).toFixed(1)} %`;
  print(
    `${way.name.padEnd(26)} D n=${String(ahead.judged.length).padEnd(5)}model ${show(ours)}   not following the market ${show(still)}   XGBoost ${xgboost === undefined ? 'not run' : show(xgboost)}   book itself ${show(book)}   ${below}`,
  );
  cells.push({
    way: way.name,
    heldBack: 'D weeks ahead',
    count: ahead.judged.length,
    model: ours,
    notFollowingTheMarket: still,
    xgboost,
    book,
  });
}

const subjects = [...heldBack.values()].flat().map((sale) => toSubject(sale, 'graded'));
for (const subject of subjects) model.predict(subject);
const predictStarted = performance.now();
for (const subject of subjects) model.predict(subject);
const perSecond = (subjects.length * 1000) / (performance.now() - predictStarted);
const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores`;
print(
  `\n${machine}. Training on these sales ${trainSeconds.toFixed(1)} s on one thread (npm run bench -- training: the whole file on two);`,
);
print(
  `model ${(bytes.length / 1e6).toFixed(2)} MB, load ${loadMs.toFixed(0)} ms; ${Math.round(perSecond)} predictions/s with explanation, one thread;`,
);
print(`${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most.`);
const out = new URL('../.tmp/bench/', import.meta.url);
mkdirSync(out, { recursive: true });
writeFileSync(
  new URL('valuation-accuracy.json', out),
  `${JSON.stringify({ machine, cells, ranges, trainSeconds, loadMs, perSecond }, null, 2)}\n`,
);
