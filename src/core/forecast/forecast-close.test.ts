import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cdf, distributionOf } from '../kernel/distribution.ts';
import { toSourceId } from '../kernel/ids.ts';
import { toInstant } from '../kernel/instant.ts';
import { toCents } from '../kernel/money.ts';
import type { CloseForecast, CloseHistory, ForecastSubject } from './forecast.ts';
import { forecastClose } from './forecast-close.ts';
import { softCloseRules } from './soft-close.ts';

const asOf = toInstant('2026-11-23T00:00:00Z');
const inHours = (hours: number) => toInstant(Date.parse(asOf) + hours * 3_600_000);
const range = (p10: number, p50: number, p90: number) => ({
  p10Cents: toCents(p10),
  p50Cents: toCents(p50),
  p90Cents: toCents(p90),
});
const wholesale = range(800_000, 1_000_000, 1_200_000);

function forecast(over: Partial<ForecastSubject>, history?: CloseHistory): CloseForecast {
  const forecasted = forecastClose({ source: toSourceId('govdeals'), wholesale, asOf, ...over }, history);
  if (!forecasted.ok) throw new Error(forecasted.refusal.code);
  return forecasted.forecast;
}
const distribution = (of: CloseForecast) => of.distribution ?? distributionOf(of);

const subjects: fc.Arbitrary<Partial<ForecastSubject>> = fc.record(
  {
    wholesale: fc
      .tuple(
        fc.integer({ min: 10_000, max: 8_000_000 }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        fc.double({ min: 1, max: 3, noNaN: true }),
      )
      .map(([p50, low, high]) => range(Math.floor(p50 * low), p50, Math.ceil(p50 * high))),
    currentBidCents: fc.integer({ min: 1, max: 20_000_000 }).map(toCents),
    bidCount: fc.nat(80),
    reserveMet: fc.boolean(),
    endsAt: fc.double({ min: -48, max: 400, noNaN: true }).map(inHours),
  },
  { requiredKeys: ['wholesale', 'currentBidCents'] },
);

describe('closing-price forecast', () => {
  it('is never below the current bid, and its quantiles are in order', () => {
    fc.assert(
      fc.property(subjects, (of) => {
        const { p10Cents, p50Cents, p90Cents } = forecast(of);
        expect(p10Cents).toBeGreaterThanOrEqual(of.currentBidCents ?? 0);
        expect(p50Cents).toBeGreaterThanOrEqual(p10Cents);
        expect(p90Cents).toBeGreaterThanOrEqual(p50Cents);
      }),
    );
  });
  it('takes a bid far above the value for news of the value, and still leaves room above it', () => {
    for (const hours of [0, 24, 400]) {
      const bid = toCents(9_000_000);
      const beyond = forecast({ currentBidCents: bid, endsAt: inHours(hours) });
      expect(beyond.distribution?.medianCents).toBeGreaterThanOrEqual(bid);
      expect(beyond.p10Cents).toBeGreaterThan(bid);
      expect(beyond.p90Cents).toBeGreaterThan(bid * 1.05);
    }
  });
  it('never falls when the bid rises', () => {
    fc.assert(
      fc.property(subjects, fc.integer({ min: 1, max: 1_000_000 }), (of, more) => {
        const before = forecast(of);
        const after = forecast({ ...of, currentBidCents: toCents((of.currentBidCents ?? 0) + more) });
        for (const key of ['p10Cents', 'p50Cents', 'p90Cents'] as const)
          expect(after[key]).toBeGreaterThanOrEqual(before[key]);
      }),
    );
  });
  it('Promise 4: knowing less of the car never raises the chance of closing low', () => {
    fc.assert(
      fc.property(
        subjects,
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.double({ min: 0.1, max: 2, noNaN: true }),
        (of, wider, share) => {
          const known = of.wholesale ?? wholesale;
          const vague = range(
            Math.floor(known.p10Cents / wider),
            known.p50Cents,
            Math.ceil(known.p90Cents * wider),
          );
          const price = known.p50Cents * share;
          expect(cdf(distribution(forecast({ ...of, wholesale: vague })), price)).toBeLessThanOrEqual(
            cdf(distribution(forecast(of)), price) + 1e-12,
          );
        },
      ),
    );
  });
  it('reads little from an early bid and much from a late one', () => {
    const bid = toCents(200_000);
    const early = forecast({ currentBidCents: bid, endsAt: inHours(144) });
    const late = forecast({ currentBidCents: bid, endsAt: inHours(0.2) });
    expect(early.p50Cents).toBeGreaterThan(850_000);
    expect(late.p50Cents).toBeLessThan(400_000);
  });
  it('Lesson 8: does not change as the clock runs down without a new look at the bid', () => {
    const seen = { currentBidCents: toCents(200_000), endsAt: inHours(24), bidObservedAt: asOf, bidCount: 4 };
    expect(forecast({ ...seen, asOf: inHours(23.9) })).toEqual(forecast(seen));
  });
  it('knows that a soft close is never over at its minute', () => {
    const bid = toCents(500_000);
    const atEnd = forecast({ currentBidCents: bid, endsAt: inHours(0) });
    expect(atEnd).toEqual(forecast({ currentBidCents: bid, endsAt: inHours(-5) }));
    expect(atEnd.p90Cents).toBeGreaterThan(bid);
  });
  it('takes the length of the soft close from the lot, else from the source, and says where it is not known', () => {
    const bid = { currentBidCents: toCents(500_000), endsAt: inHours(0) };
    const stated = forecast({ ...bid, source: toSourceId('gsa-api'), softCloseMinutes: 10 });
    expect(stated.basis).toContain('0.2 hours to go');
    expect(stated.basis).not.toContain('not known');
    expect(forecast({ ...bid, source: toSourceId('gsa-api') }).basis).toContain(
      'how long a late bid extends it is not known, 10 minutes are counted',
    );
    expect(forecast({ ...bid, source: toSourceId('copart') }).basis).toContain('closed by a live sale');
    expect(forecast({ ...bid, source: toSourceId('purplewave') }).basis).toContain('0.1 hours to go');
    // a longer extension leaves more room above the bid
    const above = (minutes: number) => forecast({ ...bid, softCloseMinutes: minutes }).p90Cents;
    expect(above(30)).toBeGreaterThan(above(5));
  });
  it('has a day and a citation for every rule of a soft close, and one for each source', () => {
    for (const { citation, citedOn, minutes } of softCloseRules) {
      expect(citation.length).toBeGreaterThan(10);
      expect(citedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(minutes ?? 1).toBeGreaterThan(0);
    }
    const sources = softCloseRules.map(({ source }) => source);
    expect(new Set(sources).size).toBe(sources.length);
    for (const shipped of ['govdeals', 'publicsurplus', 'gsa-api', 'gsa-listings', 'copart'])
      expect(sources).toContain(shipped);
  });
  it('says that the prior is a prior', () => {
    expect(forecast({}).basis).toContain('prior close-prior-1 around the wholesale value, not learned');
  });
  it('puts 13.5 % of closes at 85 % of value or less before it widens for the unknown source', () => {
    // with its history as strong as it likes and as scattered as the wholesale market, the published share comes back
    const history = new Map([['govdeals', { count: 1e9, meanLogRatio: 0, sdLogRatio: 0.1473 }]]);
    expect(cdf(distribution(forecast({}, history)), 850_000)).toBeCloseTo(0.135, 3);
  });
  it('moves from the prior to the closed lots of the source as they come in', () => {
    const at = (count: number) =>
      forecast({}, new Map([['govdeals', { count, meanLogRatio: Math.log(0.8), sdLogRatio: 0.2 }]])).p50Cents;
    const medians = [0, 5, 20, 100, 10_000].map(at);
    expect(medians[0]).toBe(1_000_000);
    for (let index = 1; index < medians.length; index++)
      expect(medians[index]).toBeLessThan(medians[index - 1] ?? 0);
    expect(medians[2]).toBe(Math.round(1_000_000 * Math.sqrt(0.8)));
    expect(medians[4]).toBeLessThan(801_000);
    expect(
      forecast({}, new Map([['govdeals', { count: 20, meanLogRatio: -0.2, sdLogRatio: 0.2 }]])).basis,
    ).toContain('20 closed lots of govdeals');
  });
  it('ignores the history of another source and history that is no number', () => {
    for (const history of [
      new Map([['copart', { count: 50, meanLogRatio: -1, sdLogRatio: 0.1 }]]),
      new Map([['govdeals', { count: 50, meanLogRatio: Number.NaN, sdLogRatio: 0.1 }]]),
    ])
      expect(forecast({}, history)).toEqual(forecast({}));
  });
  it('expects more where the reserve is not met', () => {
    expect(forecast({ reserveMet: false }).p50Cents).toBeGreaterThan(forecast({}).p50Cents);
    expect(forecast({ reserveMet: true })).toEqual(forecast({}));
  });
  it('forecasts from the bid alone, widely, when there is no value', () => {
    const forecasted = forecastClose({ currentBidCents: toCents(100_000), endsAt: inHours(24), asOf });
    if (!forecasted.ok) throw new Error('refused');
    expect(forecasted.forecast.p50Cents).toBeGreaterThan(100_000);
    expect(forecasted.forecast.p90Cents / forecasted.forecast.p50Cents).toBeGreaterThan(2);
  });
  it('refuses with neither value nor bid, and takes a bid of 0 for none', () => {
    for (const bid of [{}, { currentBidCents: toCents(0) }])
      expect(forecastClose({ asOf, ...bid })).toMatchObject({
        ok: false,
        refusal: { stage: 'forecast', code: 'no_value_no_bid' },
      });
  });
});
