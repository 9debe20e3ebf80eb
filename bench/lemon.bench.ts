/**
 * The shipped lemon model on the fifth of the purchases that it was not trained on: how well it ranks, whether its
 * probabilities come true, what it costs to ask; beside the base rate alone and a plain logistic regression fitted to
 * the same rows. Usage: node bench/lemon.bench.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { MakeGroup, SizeClass } from '../src/core/lemon/lemon-groups.ts';
import { isHighLemonRisk, lemonProbability, lemonRisk } from '../src/core/lemon/lemon-risk.ts';
import { type LemonInputs, type LemonSubject, lemonInputs } from '../src/core/lemon/lemon-subject.ts';
import {
  areaStandardError,
  areaUnderCurve,
  type Judged,
} from '../src/core/lemon/measure/area-under-curve.ts';
import { judgeHeldOut, unshippedVariants } from '../src/core/lemon/measure/compare-inputs.ts';
import { brierScore, calibrationError, reliabilityBins } from '../src/core/lemon/measure/reliability.ts';
import { fitLogistic } from '../src/core/lemon/train/fit-logistic.ts';
import { fifthOf, heldOutFifth, toTrainingRow } from '../src/core/lemon/train/train-lemon-model.ts';
import type { Segment } from '../src/core/vehicle/vehicle.ts';
import { loadLemonModel } from '../src/platform/reference/load-lemon-model.ts';
import { loadLemonPurchases } from '../src/platform/reference/load-lemon-purchases.ts';

const data = new URL('../data/', import.meta.url);
const wanted = { area: 0.68, calibrationError: 0.02 };
const speedRounds = 5;

/** One make and one segment of each group: the records tell no more, and the model sees no more. */
const makeOf: Readonly<Record<MakeGroup, string>> = {
  chevrolet: 'Chevrolet',
  ford: 'Ford',
  dodge: 'Dodge',
  chrysler: 'Chrysler',
  other_american: 'Jeep',
  other_asian: 'Kia',
  import: 'Toyota',
};
const segmentOf: Readonly<Record<SizeClass, Segment>> = {
  compact: 'compact_car',
  medium: 'midsize_car',
  suv: 'midsize_suv',
  truck: 'fullsize_pickup',
  van: 'minivan',
  other: 'fullsize_car',
};
const toSubject = ({ makeGroup, sizeClass, stateGroup, ...numbers }: LemonInputs): LemonSubject => ({
  ...numbers,
  make: makeGroup && makeOf[makeGroup],
  segment: sizeClass && segmentOf[sizeClass],
  state: stateGroup === 'other' ? 'OH' : stateGroup,
});

const model = loadLemonModel(fileURLToPath(new URL('models/lemon-2010.json', data)));
const { purchases } = loadLemonPurchases(
  fileURLToPath(new URL('lemons/auction-purchases-2009-2010.csv.gz', data)),
);
const trained = purchases.filter((purchase) => fifthOf(purchase) !== heldOutFifth);
const heldOut = purchases.filter((purchase) => fifthOf(purchase) === heldOutFifth);
const bad = heldOut.filter(({ badBuy }) => badBuy).length;
if (trained.length !== model.training.trainedRows)
  throw new Error('the shipped model was trained on other rows; run scripts/train-lemon-model.ts');

const judgeAll = (keep: (name: keyof LemonInputs) => boolean): Judged[] =>
  heldOut.map(({ inputs, badBuy }) => {
    const known = Object.fromEntries(
      lemonInputs.filter(({ name }) => keep(name)).map(({ name }) => [name, inputs[name]]),
    );
    return { probability: lemonRisk(toSubject(known), model).probability, badBuy };
  });
/** `bins`: 1 for a single probability, where tenths would be of no order. */
const figuresOf = (judged: readonly Judged[], bins = 10) => {
  const area = areaUnderCurve(judged);
  return {
    area,
    areaStandardError: areaStandardError(area, bad, judged.length - bad),
    calibrationError: calibrationError(reliabilityBins(judged, bins)),
    brier: brierScore(judged),
  };
};

const shipped = judgeAll(() => true);
const predictLogistic = fitLogistic(lemonInputs, trained.map(toTrainingRow));
const models = {
  'base rate alone': figuresOf(
    heldOut.map(({ badBuy }) => ({ probability: model.baseRate, badBuy })),
    1,
  ),
  'plain logistic': figuresOf(
    heldOut.map((purchase) => ({
      probability: predictLogistic(toTrainingRow(purchase)),
      badBuy: purchase.badBuy,
    })),
  ),
  shipped: figuresOf(shipped),
};

const market: readonly (keyof LemonInputs)[] = ['wholesaleValueCentsOf2010', 'priceToValue'];
const place: readonly (keyof LemonInputs)[] = ['stateGroup', 'auctionHouse'];
const car: readonly (keyof LemonInputs)[] = ['makeGroup', 'sizeClass'];
const without = (...hidden: readonly (keyof LemonInputs)[]) =>
  figuresOf(judgeAll((name) => !hidden.includes(name)));
const partlyKnown = {
  'all inputs': models.shipped,
  'without price to value': without('priceToValue'),
  'without price and value': without(...market),
  'what an appraisal passes': without(...market, 'auctionHouse'),
  'age, miles, make, segment': without(...market, ...place),
  'age, miles': without(...market, ...place, ...car),
  'make, segment': without(...market, ...place, 'ageYears', 'odometerMiles'),
};

const unshipped = Object.fromEntries(
  unshippedVariants.map((variant) => [variant.label, figuresOf(judgeHeldOut(purchases, variant))]),
);

const bins = reliabilityBins(shipped);
const flagged = heldOut.filter(({ inputs }) => isHighLemonRisk(lemonRisk(toSubject(inputs), model)));
const flaggedBad = flagged.filter(({ badBuy }) => badBuy).length;

const subjects = heldOut.map(({ inputs }) => toSubject(inputs));
/** Microseconds a car, the best of some rounds over all held-out cars. */
function time(ask: (subject: LemonSubject) => number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < speedRounds; round += 1) {
    const started = performance.now();
    let sum = 0;
    for (const subject of subjects) sum += ask(subject);
    best = Math.min(best, ((performance.now() - started) * 1000) / subjects.length);
    if (!(sum > 0)) throw new Error('no probabilities');
  }
  return best;
}
const microseconds = {
  withDrivers: time((subject) => lemonRisk(subject, model).probability),
  probabilityAlone: time((subject) => lemonProbability(subject, model)),
};

const result = {
  name: 'lemon',
  machine: `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.version}`,
  rows: { trained: trained.length, heldOut: heldOut.length, heldOutBad: bad },
  wanted,
  models,
  partlyKnown,
  unshipped,
  reliability: bins,
  flag: {
    atLeast: 2 * model.baseRate,
    cars: flagged.length,
    bad: flaggedBad,
    shareOfBadCaught: flaggedBad / bad,
  },
  microseconds,
};
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const toLine = ({ area, areaStandardError: error, calibrationError: ece, brier }: typeof models.shipped) => ({
  AUC: `${area.toFixed(4)} ± ${error.toFixed(4)}`,
  ECE: ece.toFixed(4),
  Brier: brier.toFixed(5),
});
const tableOf = (named: Readonly<Record<string, typeof models.shipped>>) =>
  console.table(Object.fromEntries(Object.entries(named).map(([name, figures]) => [name, toLine(figures)])));

console.log(result.machine);
console.log(
  `${trained.length} purchases trained on, ${heldOut.length} held out, of which ${bad} (${percent(bad / heldOut.length)}) bad`,
);
tableOf(models);
const verdict = (met: boolean): string => (met ? 'met' : 'NOT met');
console.log(`wanted: AUC ≥ ${wanted.area}: ${verdict(models.shipped.area >= wanted.area)}`);
console.log(
  `wanted: ECE ≤ ${wanted.calibrationError}: ${verdict(models.shipped.calibrationError <= wanted.calibrationError)}`,
);
const usual = partlyKnown['what an appraisal passes'];
console.log(
  `with what a bidder normally has, and appraisals pass (age, miles, make, segment, state): AUC ${usual.area.toFixed(4)}, ECE ${usual.calibrationError.toFixed(4)}`,
);
console.log('\nHow often it came true, by tenths of the held-out cars');
console.table(
  bins.map(({ cars, least, greatest, meanProbability, badShare }) => ({
    cars,
    said: `${percent(least)} to ${percent(greatest)}`,
    'said, mean': percent(meanProbability),
    'came true': percent(badShare),
  })),
);
console.log('With less known');
tableOf(partlyKnown);
console.log(
  'Not shipped: years and the like tell nothing of a car of today; the wheels columns are empty mostly for bad buys (data/lemons)',
);
tableOf(unshipped);
console.log(
  `flag lemon_risk (≥ ${percent(2 * model.baseRate)}): ${flagged.length} of ${heldOut.length} cars, ${percent(flaggedBad / flagged.length)} of them bad, ${percent(flaggedBad / bad)} of all bad buys`,
);
console.log(
  `lemonRisk ${microseconds.withDrivers.toFixed(1)} µs a car, lemonProbability ${microseconds.probabilityAlone.toFixed(1)} µs`,
);
const out = new URL('../.tmp/bench/', import.meta.url);
mkdirSync(out, { recursive: true });
writeFileSync(new URL('lemon.json', out), `${JSON.stringify(result, null, 2)}\n`);
