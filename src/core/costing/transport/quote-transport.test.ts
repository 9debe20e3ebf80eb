import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCents } from '../../kernel/money.ts';
import type { BuyerProfile, CostSubject } from '../cost.ts';
import { marginalHaulFunction } from '../cost-figures.ts';
import { costLot } from '../cost-lot.ts';
import { finding, priced, profile, someZips, subject, tables, vehicle, without } from '../costing.testkit.ts';
import { greatCircleMiles, roadMiles } from './haul-distance.ts';
import { quoteTransport } from './quote-transport.ts';
import { buildZipCentroids, locateLot, locateZip } from './zip-centroids.ts';

const marginalHaulCents = marginalHaulFunction({});
const transport = (of: CostSubject, by: BuyerProfile = profile()): number => priced(of, by).transportCents;
const place = (zip: string) => {
  const found = locateZip(someZips, zip);
  if (!found) throw new Error(zip);
  return found;
};

describe('distance', () => {
  it('is about 1,550 great-circle miles from Boston to Dallas', () => {
    expect(greatCircleMiles(place('02108'), place('75001'))).toBeGreaterThan(1_500);
    expect(greatCircleMiles(place('02108'), place('75001'))).toBeLessThan(1_580);
  });
  it('is the same both ways and zero to itself', () => {
    expect(greatCircleMiles(place('02108'), place('90001'))).toBeCloseTo(
      greatCircleMiles(place('90001'), place('02108')),
      6,
    );
    expect(greatCircleMiles(place('02108'), place('02108'))).toBe(0);
  });
});

describe('carrier rates', () => {
  it('Lesson 6: a longer haul never costs less, at any mile and across every band edge', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 4_000, noNaN: true }),
        fc.double({ min: 0, max: 200, noNaN: true }),
        (miles, more) => {
          expect(marginalHaulCents(miles + more)).toBeGreaterThanOrEqual(marginalHaulCents(miles));
        },
      ),
    );
    for (const edge of [200, 500, 1_500])
      expect(marginalHaulCents(edge + 0.01)).toBeGreaterThan(marginalHaulCents(edge - 0.01));
  });
  it.each([
    [100, 160, 260],
    [200, 160, 260],
    [400, 160, 260],
    [1_000, 85, 125],
    [1_400, 85, 125],
    [2_000, 60, 95],
    [2_800, 60, 95],
  ])('averages over %d miles between %d and %d cents a mile, as published', (miles, least, most) => {
    expect(marginalHaulCents(miles) / miles).toBeGreaterThanOrEqual(least);
    expect(marginalHaulCents(miles) / miles).toBeLessThanOrEqual(most);
  });
});

describe('transport', () => {
  it('Promise 3: a longer haul never lowers the cost, for any car, carrier and running state', () => {
    const origin = { latitude: 34, longitude: -118, state: 'CA' };
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 26, max: 48, noNaN: true }),
            fc.double({ min: -122, max: -70, noNaN: true }),
          ),
          { minLength: 2, maxLength: 6 },
        ),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('midsize_car', 'fullsize_pickup', 'cargo_van'),
        (points, enclosedTransport, runs, segment) => {
          const rows = points.map(([latitude, longitude], index) => ({
            zip: 10_000 + index * 100,
            latitude,
            longitude,
            state: 'TX',
          }));
          const zips = buildZipCentroids([...rows, { ...origin, zip: 90_001 }]);
          const hauls = rows.map((row) => {
            const lot = subject({
              zip: String(row.zip),
              vehicle: vehicle(2013, segment),
              findings: [finding('runs', runs ? 'present' : 'absent')],
            });
            const quoted = quoteTransport(lot, profile({ enclosedTransport }), zips);
            if (!quoted.ok) throw new Error(quoted.error.code);
            return {
              miles: roadMiles(row, origin),
              cents: quoted.value.lines.reduce((sum, line) => sum + line.amountCents, 0),
            };
          });
          hauls.sort((a, b) => a.miles - b.miles);
          for (let index = 1; index < hauls.length; index++)
            expect(hauls[index]?.cents ?? 0).toBeGreaterThanOrEqual(hauls[index - 1]?.cents ?? 0);
        },
      ),
    );
  });
  it('costs more enclosed, more for a car that does not run, more for a larger one', () => {
    const open = transport(subject());
    expect(transport(subject(), profile({ enclosedTransport: true }))).toBeGreaterThan(open);
    expect(transport(subject({ findings: [finding('runs', 'absent')] }))).toBe(open + 15_000);
    expect(transport(subject({ vehicle: vehicle(2013, 'heavy_pickup') }))).toBeGreaterThan(open);
  });
  it('has a minimum', () => {
    expect(transport(subject({ zip: '90001', state: 'CA' }))).toBe(17_500);
  });
  it('compares with flying out and driving home, without counting it, only when the car is said to run and drive', () => {
    const lines = (of: CostSubject) =>
      priced(of)
        .atBid(toCents(0))
        .lines.filter(({ kind }) => kind === 'transport');
    expect(lines(subject())).toHaveLength(2);
    expect(lines(subject())[1]).toMatchObject({ amountCents: 0 });
    expect(lines(subject())[1]?.basis).toContain('not counted: flying out');
    expect(lines(subject({ findings: [] }))).toHaveLength(1);
  });
  it('counts nothing without a home ZIP, in a line and a note that say so', () => {
    const cost = priced(subject(), profile({ homeZip: undefined } as unknown as BuyerProfile));
    const line = cost.atBid(toCents(0)).lines.find(({ kind }) => kind === 'transport');
    expect(line).toEqual({
      kind: 'transport',
      amountCents: 0,
      basis: 'transport not counted: set your home ZIP',
    });
    expect(cost.notes).toContainEqual(
      expect.objectContaining({ code: 'transport_not_counted', severity: 'info' }),
    );
  });
  it('counts the longest haul when the place of the lot is unknown: less is known, never less is paid', () => {
    const nowhere = without(subject(), 'zip', 'state');
    const cost = priced(nowhere);
    expect(cost.notes).toContainEqual(
      expect.objectContaining({ code: 'transport_location_unknown', severity: 'warn' }),
    );
    for (const zip of ['75001', '02108', '44101', '98421', '32226'])
      expect(cost.transportCents).toBeGreaterThanOrEqual(transport(subject({ zip, state: 'TX' })));
  });
  it('falls back from the ZIP to the city, the first three digits, then the state, and says so', () => {
    expect(locateLot(someZips, { zip: '75001-1234' })?.precision).toBe('zip');
    expect(locateLot(someZips, { zip: '75099' })?.precision).toBe('zip_prefix');
    expect(locateLot(someZips, { zip: '11111', state: 'TX' })).toMatchObject({
      precision: 'state',
      latitude: (32.960047 + 29.7559) / 2,
    });
    expect(locateLot(someZips, { city: ' ADDISON', state: 'TX', zip: '11111' })).toMatchObject({
      precision: 'city',
      latitude: 32.960047,
      reachMiles: 0,
    });
    expect(locateLot(someZips, { city: 'Addison', state: 'OH' })?.precision).toBe('state');
    expect(locateLot(someZips, { zip: '11111' })).toBeUndefined();
    expect(priced(without(subject(), 'zip')).notes).toContainEqual(
      expect.objectContaining({ code: 'transport_location_rough' }),
    );
  });
  it.each(['', '7500', '750011', 'ABCDE', '75001-', '75001-12345', '7e4', ' 75001', '-7500'])(
    'does not read %j as a ZIP',
    (text) => {
      expect(locateZip(someZips, text)).toBeUndefined();
    },
  );
  it('refuses a home ZIP that does not exist, and one without a table of ZIPs', () => {
    expect(costLot(subject(), profile({ homeZip: '00000' }), tables)).toMatchObject({
      ok: false,
      refusal: { code: 'unknown_home_zip', missing: ['profile.homeZip'] },
    });
    expect(costLot(subject(), profile(), { fees: tables.fees })).toMatchObject({
      ok: false,
      refusal: { code: 'unknown_home_zip' },
    });
  });
  it('refuses a lot where no carrier goes', () => {
    expect(costLot(subject({ zip: '96910', state: 'GU' }), profile(), tables)).toMatchObject({
      ok: false,
      refusal: { code: 'no_transport_lane' },
    });
  });
  it.each([
    ['AK', '99501', 'Tacoma'],
    ['HI', '96819', 'Long Beach'],
    ['PR', '00902', 'Jacksonville'],
  ])('goes to and from %s by sea', (state, zip, port) => {
    const there = priced(subject({ zip, state }));
    const back = priced(subject({ zip: '90001', state: 'CA' }), profile({ homeZip: zip }));
    expect(there.transportCents).toBeGreaterThan(150_000);
    expect(there.transportCents).toBe(back.transportCents);
    expect(there.atBid(toCents(0)).lines.find(({ kind }) => kind === 'transport')?.basis).toContain(port);
    expect(transport(subject({ zip, state }), profile({ homeZip: zip }))).toBe(17_500);
  });
  it('never costs less by sea than the same distance by road', () => {
    const hawaii = subject({ zip: '96819', state: 'HI' });
    const boston = subject({ zip: '02108', state: 'MA' });
    for (const home of ['90001', '75001', '98421'])
      if (roadMiles(place('96819'), place(home)) >= roadMiles(place('02108'), place(home)))
        expect(transport(hawaii, profile({ homeZip: home }))).toBeGreaterThanOrEqual(
          transport(boston, profile({ homeZip: home })),
        );
    const byRoad = marginalHaulCents(roadMiles(place('96819'), place('90001')));
    expect(transport(hawaii)).toBeGreaterThanOrEqual(Math.floor(byRoad));
  });
  it('takes two ships between Hawaii and Alaska', () => {
    expect(transport(subject({ zip: '96819', state: 'HI' }), profile({ homeZip: '99501' }))).toBeGreaterThan(
      330_000,
    );
  });
  it("takes the buyer's own figure in place of all that", () => {
    expect(
      transport(subject({ zip: '02108', state: 'MA' }), profile({ transportCents: toCents(40_000) })),
    ).toBe(40_000);
  });
});
