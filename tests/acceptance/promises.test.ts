import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appraise, type Json } from './client.ts';
import { exampleRequest, knownCars, without } from './requests.ts';

const seed = 20_261_123;
const runs = (numRuns: number) => ({ seed, numRuns });
const markets = ['wholesale', 'retail'] as const;

const exitValue = ({ profile }: Json, answer: Json): Json =>
  profile.exit === 'retail' ? answer.retail : answer.wholesale;

/** Every figure of a refused value counts as nothing: a refusal is not a higher value. */
const figure = (value: Json, name: string): number => value[name] ?? 0;

test('Promise 1: the max bid does not know the current bid', () =>
  fc.assert(
    fc.asyncProperty(knownCars, fc.integer({ min: 0, max: 9_000_000 }), async (car, otherBid) => {
      const here = (await appraise(car)).assessment;
      for (const other of [without(car, 'currentBidCents'), { ...car, currentBidCents: otherBid }]) {
        const there = (await appraise(other)).assessment;
        expect(there?.maxBidCents).toBe(here?.maxBidCents);
        expect(there?.maxBidConservativeCents).toBe(here?.maxBidConservativeCents);
        expect(there?.profitAtMaxBidCents).toBe(here?.profitAtMaxBidCents);
      }
    }),
    runs(15),
  ));

test('Promise 1: bought at the max bid the profit reaches the target, and for one cent more it does not', async () => {
  let bought = 0;
  await fc.assert(
    fc.asyncProperty(knownCars, async (car) => {
      const answer = await appraise(car);
      if (!answer.assessment) return;
      const { maxBidCents, profitAtMaxBidCents } = answer.assessment;
      const profitAt = async (currentBidCents: number) =>
        exitValue(car, answer).p50Cents - (await appraise({ ...car, currentBidCents })).costs.totalCents;
      expect(await profitAt(maxBidCents + 1)).toBeLessThan(car.profile.targetMarginCents);
      const profit = await profitAt(maxBidCents);
      expect(profitAtMaxBidCents).toBe(profit);
      if (maxBidCents === 0) return;
      expect(profit).toBeGreaterThanOrEqual(car.profile.targetMarginCents);
      bought += 1;
    }),
    runs(25),
  );
  expect(bought, 'some of the cars must be worth a bid').toBeGreaterThan(5);
});

test('Promise 1: it is the greatest such price through every fee tier', async () => {
  const car = { ...exampleRequest, source: 'copart', conditionGrade: 4.5 };
  const answer = await appraise(car);
  const { maxBidCents } = answer.assessment;
  expect(maxBidCents).toBeGreaterThan(0);
  // every $10 above it: no step of a fee brings the profit back to the target
  for (let cents = 1_000; cents <= 60_000; cents += 1_000) {
    const { costs } = await appraise({ ...car, currentBidCents: maxBidCents + cents });
    expect(answer.wholesale.p50Cents - costs.totalCents).toBeLessThan(car.profile.targetMarginCents);
  }
});

test('Promise 2: every cent of the cost belongs to a line, and every line names its basis', () =>
  fc.assert(
    fc.asyncProperty(knownCars, async (car) => {
      const { costs } = await appraise(car);
      const sum = costs.lines.reduce((total: number, line: Json) => total + line.amountCents, 0);
      expect(costs.totalCents).toBe(sum);
      for (const line of costs.lines) {
        expect(Number.isSafeInteger(line.amountCents)).toBe(true);
        expect(line.kind).toMatch(/^[a-z_]+$/);
        expect(line.basis, line.kind).toMatch(/\w{3}/);
      }
      const hammer = costs.lines.find((line: Json) => line.kind === 'hammer_price');
      expect(hammer.amountCents).toBe(costs.atBidCents);
    }),
    runs(20),
  ));

test.each(['ebay', 'GovDeals ', 'govdeals2', '__proto__', 'constructor'])(
  'Promise 2: an auction whose fees are not known (%s) is a refusal, never a default',
  async (source) => {
    const { costs, assessment, refusals } = await appraise({ ...exampleRequest, source });
    if (source.trim().toLowerCase() === 'govdeals') {
      expect(costs === null || costs.lines.some((line: Json) => line.basis.includes('govdeals'))).toBe(true);
      return;
    }
    expect(costs).toBeNull();
    expect(assessment).toBeNull();
    expect(refusals).toContainEqual(expect.objectContaining({ stage: 'cost', code: 'unknown_fee_schedule' }));
  },
);

/** The worse car may not be worth more, at any point of the range. */
async function expectNoMore(better: Json, worse: Json): Promise<void> {
  const [good, poor] = [await appraise(better), await appraise(worse)];
  for (const market of markets) {
    if (good[market].method === 'refused') continue;
    for (const name of ['p10Cents', 'p50Cents', 'p90Cents'])
      expect(figure(poor[market], name), `${market} ${name}`).toBeLessThanOrEqual(figure(good[market], name));
  }
  const maxBid = (answer: Json) => answer.assessment?.maxBidCents ?? 0;
  expect(maxBid(poor), 'max bid').toBeLessThanOrEqual(maxBid(good));
}

test('Promise 3: more miles never raise the value', () =>
  fc.assert(
    fc.asyncProperty(knownCars, fc.constantFrom(1, 1_000, 50_000), (car, more) =>
      expectNoMore(car, { ...car, odometerMiles: car.odometerMiles + more }),
    ),
    runs(15),
  ));

test('Promise 3: one mile more across a round number is no cliff', async () => {
  for (const miles of [50_000, 100_000]) {
    const at = async (odometerMiles: number) =>
      (await appraise({ ...exampleRequest, odometerMiles })).wholesale.p50Cents;
    const [below, above] = [await at(miles), await at(miles + 1)];
    expect(above).toBeLessThanOrEqual(below);
    expect(above).toBeGreaterThan(below * 0.99);
  }
});

test('Promise 3: a worse grade never raises the value', () =>
  fc.assert(
    fc.asyncProperty(knownCars, fc.integer({ min: 1, max: 20 }), (car, tenths) =>
      expectNoMore(car, { ...car, conditionGrade: Math.max(1, car.conditionGrade - tenths / 10) }),
    ),
    runs(15),
  ));

test('Promise 3: a branded title never raises the value', () =>
  fc.assert(
    fc.asyncProperty(
      knownCars,
      fc.constantFrom('rebuilt', 'lemon', 'flood', 'salvage', 'parts_only'),
      (car, titleBrand) => expectNoMore({ ...car, titleBrand: 'clean' }, { ...car, titleBrand }),
    ),
    runs(15),
  ));

test('Promise 3: a longer haul never lowers the transport cost', async () => {
  const haulFrom = async (zip: string, state: string) => {
    const { costs } = await appraise({ ...exampleRequest, zip, state });
    const lines = costs.lines.filter((line: Json) => line.kind === 'transport');
    const miles = /(\d[\d,]*) road miles/.exec(lines.map((line: Json) => line.basis).join(' '))?.[1];
    return {
      miles: Number(miles?.replaceAll(',', '')),
      cents: lines.reduce((total: number, line: Json) => total + line.amountCents, 0),
    };
  };
  const hauls = await Promise.all([
    haulFrom('90002', 'CA'),
    haulFrom('92101', 'CA'),
    haulFrom('85001', 'AZ'),
    haulFrom('87101', 'NM'),
    haulFrom('75001', 'TX'),
    haulFrom('70112', 'LA'),
    haulFrom('32099', 'FL'),
    haulFrom('33101', 'FL'),
    haulFrom('04101', 'ME'),
  ]);
  hauls.sort((a, b) => a.miles - b.miles);
  expect(hauls.at(-1)?.miles).toBeGreaterThan(2_000);
  for (const [at, haul] of hauls.entries())
    expect(haul.cents).toBeGreaterThanOrEqual(hauls[at - 1]?.cents ?? 0);
});

test('Promise 3: nothing observed after asOf changes what was known then', async () => {
  const then = {
    ...without(exampleRequest, 'endsAt'),
    asOf: '2015-02-01T00:00:00Z',
    year: 2011,
    comparables: true,
  };
  const { wholesale } = await appraise(then);
  expect(wholesale.asOf).toBe('2015-02-01T00:00:00.000Z');
  expect(wholesale.comparables.length).toBeGreaterThan(0);
  for (const comparable of wholesale.comparables)
    expect(Date.parse(comparable.soldAt)).toBeLessThanOrEqual(Date.parse('2015-02-01T00:00:00Z'));
  const early = await appraise({ ...then, asOf: '2005-01-01T00:00:00Z', year: 2003 });
  expect(early.wholesale.comparables ?? []).toEqual([]);
});

/** Everything that a request may leave out and still be one. */
const forgettable = [
  'trim',
  'transmission',
  'color',
  'odometerMiles',
  'conditionGrade',
  'titleBrand',
  'sellerType',
  'seller',
  'city',
  'state',
  'zip',
  'title',
  'description',
  'source',
  'currentBidCents',
  'bidCount',
  'bidderCount',
  'reserveMet',
  'endsAt',
] as const;

/**
 * Bad news that is left out cannot count: a grade below what the lot's words suggest, words that name defects. What is
 * promised is that leaving out a fact is no better than the usual of it.
 */
const isUsual = (car: Record<string, unknown>, field: string): boolean => {
  if (field === 'conditionGrade') return Number(car.conditionGrade) >= 3.5;
  if (field === 'description') return !/not|no keys|inop|rust/i.test(String(car.description ?? ''));
  return true;
};

test.each(forgettable)('Promise 4: forgetting %s never raises the score', (field) =>
  fc.assert(
    fc.asyncProperty(knownCars, async (car) => {
      fc.pre(isUsual(car, field));
      const known = (await appraise(car)).assessment?.score ?? 0;
      const less = (await appraise(without(car, field))).assessment?.score ?? 0;
      expect(less).toBeLessThanOrEqual(known);
    }),
    runs(15),
  ),
);

test.each(forgettable)(
  'Promise 4: forgetting %s never raises the confidence nor narrows the range',
  (field) =>
    fc.assert(
      fc.asyncProperty(knownCars, async (car) => {
        // a truck of 22 years with 3,000 miles is a find: not knowing its miles is a lower and a narrower value
        const age = 2026.9 - Number(car.year);
        fc.pre(field !== 'odometerMiles' || Number(car.odometerMiles) >= 6_000 * age);
        const [known, less] = [await appraise(car), await appraise(without(car, field))];
        for (const market of markets) {
          if (less[market].method === 'refused') continue;
          expect(less[market].confidence, market).toBeLessThanOrEqual(known[market].confidence ?? 0);
          // the middle moves with the fact: what widens is the range in dollars, or in percent of a lower middle
          const [before, after] = [known[market], less[market]];
          const dollars = after.p90Cents - after.p10Cents + 2 - (before.p90Cents - before.p10Cents);
          const percent =
            (after.p90Cents - after.p10Cents + 2) / after.p50Cents -
            (before.p90Cents - before.p10Cents) / before.p50Cents;
          expect(Math.max(dollars, percent), market).toBeGreaterThanOrEqual(0);
        }
      }),
      runs(10),
    ),
);

test('Promise 5: wholesale and retail are valued from different evidence', () =>
  fc.assert(
    fc.asyncProperty(knownCars, async (car) => {
      const { wholesale, retail } = await appraise(car);
      if (wholesale.method === 'refused' || retail.method === 'refused') return;
      expect(wholesale.model).not.toBe(retail.model);
      const shared = wholesale.evidence.sales.filter((sale: string) => retail.evidence.sales.includes(sale));
      expect(shared).toEqual([]);
    }),
    runs(10),
  ));

test('Promise 5: a value without evidence is a refusal, and so is all that would rest on it', async () => {
  for (const model of ['Nonesuch', 'Zzz 9000']) {
    const unknown = { year: 2013, make: 'Zyxwv', model, odometerMiles: 91_000, conditionGrade: 3.4 };
    const answer = await appraise({ ...unknown, source: 'govdeals', asOf: exampleRequest.asOf });
    for (const market of markets)
      expect(answer[market]).toEqual({ method: 'refused', reason: expect.any(String) });
    expect(answer.assessment).toBeNull();
  }
});

test('Promise 6: the same request gives the same answer, to the byte', () =>
  fc.assert(
    fc.asyncProperty(knownCars, async (car) => {
      expect(JSON.stringify(await appraise(car))).toBe(JSON.stringify(await appraise(car)));
    }),
    runs(10),
  ));
