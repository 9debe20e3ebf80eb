import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../kernel/instant.ts';
import { toCents, toRatio } from '../kernel/money.ts';
import type { BuyerProfile, CostSubject } from './cost.ts';
import { type CostFigureKey, costFigureKeys, costFigures } from './cost-figures.ts';
import { finding, priced, profile, subject, vehicle } from './costing.testkit.ts';

const total = (of: CostSubject, by: BuyerProfile): number => priced(of, by).totalAt(300_000);
const own = (key: CostFigureKey, value: number, over: Partial<BuyerProfile> = {}): BuyerProfile =>
  profile({ ...over, costFigures: { [key]: value } });

/** A lot and a buyer that each figure has a say in. */
function sceneOf(key: CostFigureKey): { lot: CostSubject; over: Partial<BuyerProfile> } {
  const texas = subject();
  const { group } = costFigures[key];
  if (group === 'defects') {
    const code = key.slice('recon_'.length) as 'rust';
    const says = ['runs', 'drives', 'starts', 'keys'].includes(code) ? 'absent' : 'present';
    return { lot: subject({ findings: [finding(code, says)] }), over: {} };
  }
  if (group === 'size')
    return {
      lot: subject({ vehicle: vehicle(2013, key.slice('haul_size_'.length) as 'minivan') }),
      over: {},
    };
  if (key === 'title_bonded') return { lot: subject({ titleBrand: 'bill_of_sale_only' }), over: {} };
  if (key === 'haul_enclosed') return { lot: texas, over: { enclosedTransport: true } };
  if (key === 'haul_winch') return { lot: subject({ findings: [finding('runs', 'absent')] }), over: {} };
  if (key === 'haul_minimum') return { lot: subject({ zip: '90001', state: 'CA' }), over: {} };
  if (key === 'haul_rate_from_1500') return { lot: subject({ zip: '02108', state: 'MA' }), over: {} };
  if (key === 'ship_HI') return { lot: subject({ zip: '96819', state: 'HI' }), over: {} };
  if (key === 'ship_AK') return { lot: subject({ zip: '99501', state: 'AK' }), over: {} };
  if (key === 'ship_PR') return { lot: subject({ zip: '00902', state: 'PR' }), over: {} };
  if (key.startsWith('fly_')) return { lot: texas, over: { flyAndDrive: true } };
  return { lot: texas, over: {} };
}

describe('own cost figures', () => {
  it.each(costFigureKeys)(
    '%s: the standard set as own changes nothing, more costs more, less costs less',
    (key) => {
      const { lot, over } = sceneOf(key);
      const { standard } = costFigures[key];
      const at = (value: number): number => total(lot, own(key, value, over));
      // an own figure for a ship counts as it is; the standard one is raised to what the road would cost
      if (costFigures[key].label.startsWith('ship'))
        expect(at(standard)).toBeLessThanOrEqual(total(lot, profile(over)));
      else expect(at(standard)).toBe(total(lot, profile(over)));
      expect(at(standard * 0.8)).toBeLessThan(at(standard));
      // where a carrier becomes the cheaper way, flying costs no more than that
      expect(at(Math.min(costFigures[key].most, standard * 1.2))).toBeGreaterThan(at(standard * 0.9));
    },
  );

  it('names an own figure in its line', () => {
    const lot = subject({ findings: [finding('rust')] });
    const bases = (by: BuyerProfile) =>
      priced(lot, by)
        .atBid(toCents(300_000))
        .lines.map(({ basis }) => basis)
        .join('\n');
    expect(bases(profile())).toContain('rust: $500.00 assumed');
    expect(bases(own('recon_rust', 82_500))).toContain('rust: $825.00 by your own figure');
    expect(bases(own('recon_per_year', 1_000))).toContain('your own scale');
  });

  it('refuses figures that no buyer can have', () => {
    for (const [key, value] of [
      ['recon_rust', -1],
      ['recon_rust', Number.NaN],
      ['recon_rust', 1e12],
      ['recon_wholesale_share', 1.01],
      ['__proto__', 5],
      ['recon_unheard_of', 5],
    ] as const)
      expect(() =>
        priced(
          subject(),
          profile({
            costFigures: JSON.parse(
              `{"${key}":${JSON.stringify(value) === 'null' ? '1e999' : value}}`,
            ) as never,
          }),
        ),
      ).toThrow(RangeError);
  });

  it('counts the dearest defect of a group once, also where two are made equal', () => {
    const lot = subject({ findings: [finding('runs', 'absent'), finding('starts', 'absent')] });
    const equal = profile({ costFigures: { recon_runs: 70_000, recon_starts: 70_000 } });
    const one = profile({ costFigures: { recon_runs: 70_000, recon_starts: 0 } });
    expect(total(lot, equal)).toBe(total(lot, one));
  });

  it('keeps a longer haul from costing less, whatever the rates', () => {
    const places = [
      ['77002', 'TX'],
      ['44101', 'OH'],
      ['02108', 'MA'],
    ] as const;
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...costFigureKeys.filter((key) => costFigures[key].group === 'transport')),
          fc.double({ min: 0, max: 3, noNaN: true }),
        ),
        fc.boolean(),
        (shares, flyAndDrive) => {
          const figures = Object.fromEntries(
            Object.entries(shares).map(([key, share]) => [
              key,
              Math.min(
                costFigures[key as CostFigureKey].most,
                share * costFigures[key as CostFigureKey].standard,
              ),
            ]),
          );
          const by = profile({ homeZip: '75001', costFigures: figures, flyAndDrive });
          const hauls = places.map(([zip, state]) => priced(subject({ zip, state }), by).transportCents);
          expect(hauls).toEqual([...hauls].sort((a, b) => a - b));
        },
      ),
      { seed: 20261125, numRuns: 300 },
    );
  });
});

describe('flying out and driving home', () => {
  const fetched = (over: Partial<BuyerProfile>, lot = subject()) =>
    priced(lot, profile(over))
      .atBid(toCents(300_000))
      .lines.filter(({ kind }) => kind === 'transport');
  it('is counted where asked for and cheaper, and its line names the carrier it beats', () => {
    const carrier = fetched({});
    const flown = fetched({ flyAndDrive: true });
    expect(flown).toHaveLength(1);
    expect(flown[0]?.amountCents).toBeLessThan(carrier[0]?.amountCents ?? 0);
    expect(flown[0]?.basis).toContain('flying out and driving it home');
    expect(flown[0]?.basis).toContain('a carrier would cost');
  });
  it('is not for a car that is not said to run and drive, nor for a short way', () => {
    const dead = subject({ findings: [finding('runs'), finding('drives', 'absent')] });
    expect(fetched({ flyAndDrive: true }, dead)).toEqual(fetched({}, dead));
    const near = subject({ zip: '90802', state: 'CA' });
    expect(fetched({ flyAndDrive: true }, near)).toEqual(fetched({}, near));
  });
});

describe('the chance of a bad buy', () => {
  it("is the buyer's own where set, the car's own otherwise, the base rate without either", () => {
    const reserve = (over: Partial<BuyerProfile>, lot: Partial<CostSubject> = {}) =>
      priced(subject(lot), profile(over))
        .atBid(toCents(0))
        .lines.find(({ kind }) => kind === 'lemon_reserve')?.amountCents;
    expect(reserve({})).toBe(18_450);
    expect(reserve({}, { lemonProbability: toRatio(0.3) })).toBe(45_000);
    expect(reserve({ lemonProbability: toRatio(0.05) }, { lemonProbability: toRatio(0.3) })).toBe(7_500);
  });
});

describe('certificates of single states', () => {
  const taxOf = (over: Partial<BuyerProfile>, lot: Partial<CostSubject> = {}) =>
    priced(subject(lot), profile({ resaleCertificate: false, ...over }))
      .atBid(toCents(1_000_000))
      .lines.find(({ kind }) => kind === 'sales_tax');
  const until = toInstant('2026-12-01T00:00:00Z');
  it('free of tax in their own state only, and say until when', () => {
    const held = { resaleCertificates: [{ state: 'TX', expiresAt: until }] };
    expect(taxOf(held)?.amountCents).toBe(0);
    expect(taxOf(held)?.basis).toContain('for TX, which counts until 2026-12-01');
    expect(taxOf(held, { state: 'OH', zip: '44101' })?.amountCents).toBeGreaterThan(0);
  });
  it('decide in their state even where the general one counts', () => {
    const held = {
      resaleCertificate: true,
      resaleCertificates: [{ state: 'TX', expiresAt: toInstant('2026-01-01T00:00:00Z') }],
    };
    expect(taxOf(held)?.amountCents).toBeGreaterThan(0);
    expect(taxOf(held)?.basis).toContain('resale certificate for TX expired on 2026-01-01');
    expect(taxOf(held, { state: 'OH', zip: '44101' })?.amountCents).toBe(0);
  });
});
