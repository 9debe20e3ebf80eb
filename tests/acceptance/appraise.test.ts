import { beforeAll, describe, expect, test } from 'vitest';
import { appraise, type Json } from './client.ts';
import { exampleRequest, without } from './requests.ts';

let answer: Json;
beforeAll(async () => {
  answer = await appraise(exampleRequest);
});

const isCents = (value: unknown) => Number.isSafeInteger(value);
const isShare = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;

describe("the contract's own example", () => {
  test('says which car it is, and whether the VIN holds and agrees', () => {
    expect(answer.vehicle).toMatchObject({ year: 2013, make: 'Ford', model: 'F-150', trim: 'XLT' });
    expect(answer.vehicle.vin).toMatchObject({ valid: expect.any(Boolean), agrees: true });
  });

  test.each(['wholesale', 'retail'])('gives the %s value as a range with its evidence', (market) => {
    const value = answer[market];
    expect(value.method).toMatch(/^(model|comps|blend)$/);
    expect(value.p10Cents).toBeGreaterThan(0);
    expect(value.p50Cents).toBeGreaterThan(value.p10Cents);
    expect(value.p90Cents).toBeGreaterThan(value.p50Cents);
    expect([value.p10Cents, value.p50Cents, value.p90Cents].every(isCents)).toBe(true);
    expect(value.asOf).toBe('2026-11-23T00:00:00.000Z');
    expect(value.model).toMatch(/\S/);
    expect(value.evidence.count).toBeGreaterThan(0);
    expect(value.evidence.sales.every((sale: string) => sale.startsWith('sal_'))).toBe(true);
    expect(isShare(value.confidence)).toBe(true);
  });

  test('gives the cost at the current bid, line by line', () => {
    expect(answer.costs.atBidCents).toBe(410_000);
    expect(answer.costs.lines.map((line: Json) => line.kind)).toEqual(
      expect.arrayContaining(['hammer_price', 'buyer_premium', 'transport', 'recon']),
    );
  });

  test('forecasts the close as a range with its basis', () => {
    const { p10Cents, p50Cents, p90Cents, basis } = answer.forecastClose;
    expect(p10Cents).toBeLessThanOrEqual(p50Cents);
    expect(p50Cents).toBeLessThanOrEqual(p90Cents);
    expect(basis).toMatch(/\w{3}/);
  });

  test('reads the description, and points at the exact words', () => {
    const rust = answer.findings.find((finding: Json) => finding.code === 'rust');
    expect(rust).toMatchObject({ polarity: 'present', in: 'description' });
    expect(exampleRequest.description.slice(rust.start, rust.end)).toBe(rust.text);
    for (const code of ['runs', 'drives', 'keys'])
      expect(answer.findings).toContainEqual(expect.objectContaining({ code, polarity: 'present' }));
  });

  test('assesses it with every promised figure', () => {
    const { assessment } = answer;
    for (const name of ['maxBidCents', 'maxBidConservativeCents', 'profitAtMaxBidCents', 'edgeCents'])
      expect(isCents(assessment[name]), name).toBe(true);
    expect(isCents(assessment.profitAtForecastCents)).toBe(true);
    expect(isShare(assessment.probabilityProfit)).toBe(true);
    expect(isShare(assessment.probabilityCloseUnderMaxBid)).toBe(true);
    expect(assessment.score).toBe(
      Math.round(100 * assessment.probabilityProfit * assessment.probabilityCloseUnderMaxBid),
    );
    expect(assessment.grade).toMatch(/^(platinum|gold|silver|bronze|none)$/);
    expect(assessment.reasons.length).toBeGreaterThan(0);
    for (const flag of assessment.flags) {
      expect(flag.severity).toMatch(/^(stop|warn|info)$/);
      expect(flag.evidence).toMatch(/\S/);
    }
    expect(answer.refusals).toEqual([]);
  });
});

test('appraises by year, make and model alone, and by VIN alone', async () => {
  const byName = await appraise({ year: 2013, make: 'Ford', model: 'F-150', asOf: exampleRequest.asOf });
  expect(byName.wholesale.p50Cents).toBeGreaterThan(0);
  const byVin = await appraise({ vin: exampleRequest.vin, asOf: exampleRequest.asOf });
  expect(byVin.vehicle).toMatchObject({ year: 2013, make: 'Ford', model: 'F-150' });
});

test('refuses a car of which nothing is known to have sold, with the reason, and gives no figure', async () => {
  const { wholesale, assessment, refusals } = await appraise({
    year: 2013,
    make: 'Zyxwv',
    model: 'Nonesuch',
    asOf: exampleRequest.asOf,
  });
  expect(wholesale).toEqual({ method: 'refused', reason: expect.stringMatching(/\w{4}/) });
  expect(assessment).toBeNull();
  expect(refusals.map((refusal: Json) => refusal.stage)).toEqual(
    expect.arrayContaining(['wholesale', 'assess']),
  );
  for (const refusal of refusals) expect(refusal.code).toMatch(/^[a-z_]+$/);
});

test('names the missing odometer when it gives no score for want of it', async () => {
  const { assessment, refusals } = await appraise(without(exampleRequest, 'odometerMiles'));
  expect(assessment.score).toBeNull();
  expect(refusals).toContainEqual(expect.objectContaining({ stage: 'assess', missing: ['odometerMiles'] }));
});

test('takes a guide value as evidence, and names it', async () => {
  const plain = await appraise(exampleRequest);
  const book = { name: 'mmr', cents: plain.wholesale.p50Cents * 2 };
  const booked = await appraise({ ...exampleRequest, book });
  expect(booked.wholesale.p50Cents).toBeGreaterThan(plain.wholesale.p50Cents);
  expect(JSON.stringify(booked.wholesale)).toContain('mmr');
});

test("overrides the source's premium with the lot's own", async () => {
  const { costs } = await appraise({ ...exampleRequest, buyerPremiumRatio: 0.05 });
  const premium = costs.lines.find((line: Json) => line.kind === 'buyer_premium');
  expect(premium.amountCents).toBe(20_500);
});

test('takes "storm gray", "Fire Department" and "no salvage history" for what they are', async () => {
  const { findings, assessment } = await appraise({
    ...exampleRequest,
    title: '2013 Ford F-150 XLT storm gray, Plano Fire Department',
    description: 'Runs and drives. Flood lights on bed. No salvage history. Bed liner.',
  });
  const present = findings
    .filter((finding: Json) => finding.polarity === 'present')
    .map((finding: Json) => finding.code);
  for (const code of ['flood_damage', 'title_flood', 'title_salvage', 'fire_damage', 'hail_damage'])
    expect(present).not.toContain(code);
  expect(assessment.flags.map((flag: Json) => flag.severity)).not.toContain('stop');
});
