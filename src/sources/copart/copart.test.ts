import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../core/kernel/instant.ts';
import { toContext } from '../_kit/conformance.ts';
import { readCapture } from '../_kit/read-capture.ts';
import { requiredColumns } from './columns.ts';
import { copart } from './source.ts';

const csv = readFileSync(
  new URL('../../../data/captures/copart-sales-data-2025-2026.csv', import.meta.url),
  'utf8',
);
const request = {
  fileName: 'salesdata.csv',
  observedAt: toInstant('2025-09-01T00:00:00Z'),
  asOf: toInstant('2025-09-01T00:00:00Z'),
};
const readCsv = (text: string | Uint8Array) => readCapture(copart, Buffer.from(text), request);

describe('the Copart sales-data download', () => {
  it('gives 135 listings and 12 rejections, all twelve Canadian', async () => {
    const { listings, rejections } = await readCsv(csv);
    expect(listings).toHaveLength(135);
    expect(rejections.map((each) => each.code)).toEqual(Array(12).fill('currency_not_usd'));
    expect(listings.filter((each) => each.state.status === 'sold')).toHaveLength(0);
    expect(listings.every((each) => each.facts.odometerMiles !== 0)).toBe(true);
  });

  it('reads the same with its columns in another order', async () => {
    const rows = csv
      .trimEnd()
      .split('\n')
      .slice(0, 5)
      .map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
    const reversed = rows.map((fields) => [...fields].reverse().join(',')).join('\n');
    const straight = await readCsv(rows.map((fields) => fields.join(',')).join('\n'));
    expect((await readCsv(reversed)).listings).toEqual(straight.listings);
    expect(straight.listings).toHaveLength(4);
  });

  it('says which columns are missing', async () => {
    const { listings, rejections } = await readCsv(
      csv.replace('Lot number', 'Lot').replace('Odometer Brand', 'Brand'),
    );
    expect(listings).toHaveLength(0);
    expect(rejections).toMatchObject([{ code: 'missing_columns', line: 1 }]);
    expect(rejections[0]?.reason).toContain('missing Lot number; Odometer Brand');
  });
});

describe('a row of it', () => {
  const base = Object.fromEntries(requiredColumns.map((name) => [name, '']));
  const row = {
    ...base,
    'Lot number': '12345678',
    Year: '2015',
    Make: 'FORD',
    'Model Group': 'F150',
    'Model Detail': 'F150 SUPER',
    'Currency Code': 'USD',
    'Sale Date M/D/CY': '20260128',
    'Sale time (HHMM)': '1000',
    'Time Zone': 'EST',
  };
  const read = (change: Record<string, unknown>) =>
    copart.transform({ ...row, ...change }, toContext('2026-01-01T00:00:00.000Z'));

  it.each([
    [{ Odometer: '0.0', 'Odometer Brand': 'A' }, { odometerBrand: 'actual' }],
    [
      { Odometer: '60019.0', 'Odometer Brand': 'N' },
      { odometerBrand: 'not_actual', odometerMiles: 60019 },
    ],
    [{ Odometer: '60019.0', 'Odometer Brand': 'T' }, { odometerBrand: 'not_actual' }],
    [{ 'Odometer Brand': 'E' }, { odometerBrand: 'exempt' }],
    [{ Odometer: '100000.0', 'Special Note': 'ODOMETER IS IN KILOMETERS' }, { odometerMiles: 62137 }],
    [{ 'Has Keys-Yes or No': 'NO' }, { hasKeys: false }],
    [{ 'Runs/Drives': 'Run & Drive Verified' }, { runsAndDrives: true, starts: true }],
    [{ 'Runs/Drives': 'Vehicle Starts' }, { starts: true }],
    [{ 'Sale Title Type': 'CT' }, { titleBrand: 'clean' }],
    [{ 'Sale Title Type': 'SC' }, { titleBrand: 'salvage' }],
    [{ 'Sale Title Type': 'CD' }, { titleBrand: 'parts_only' }],
    [{ 'Seller Name': 'State Farm Insurance' }, { sellerType: 'insurance' }],
    [{ AutoGrade: '3.4' }, { conditionGrade: 3.4 }],
    [
      { 'Offsite City': 'RENO', 'Offsite State': 'NV', 'Offsite Zip': '89501' },
      { city: 'RENO', state: 'NV', zip: '89501' },
    ],
  ])('reads %j', (change, facts) => {
    const result = read(change);
    expect(result.ok && result.value.facts).toMatchObject(facts);
    expect(result.ok && result.value.warnings).toBeUndefined();
  });

  it.each(['Has Keys-Yes or No', 'Runs/Drives', 'AutoGrade', 'Est. Retail Value', 'Odometer'])(
    'takes an unknown %s for unknown',
    (column) => {
      const unknown = column === 'Has Keys-Yes or No' ? 'EXM' : column === 'Runs/Drives' ? 'DEFAULT' : '0.0';
      const [known, blank] = [read({ [column]: unknown }), read({ [column]: '' })];
      expect(known).toEqual(blank);
      expect(known.ok).toBe(true);
    },
  );

  it('counts an unknown title type as salvage, never as clean', () => {
    const result = read({ 'Sale Title Type': 'NX' });
    expect(result.ok && result.value.facts.titleBrand).toBe('salvage');
    expect(result.ok && result.value.warnings?.[0]?.code).toBe('unknown_title_type');
  });

  it('has no bid where the file says 0, and no end where it has no sale date', () => {
    const result = read({
      'High Bid =non-vix,Sealed=Vix': '0.0',
      'Sale Date M/D/CY': '0',
      'Buy-It-Now Price': '0.0',
    });
    expect(result.ok && result.value.state).toEqual({ status: 'scheduled' });
  });

  it('turns the yard’s clock into UTC, and a date alone into that day', () => {
    const timed = read({});
    expect(timed.ok && timed.value.state).toMatchObject({
      endsAt: '2026-01-28T15:00:00.000Z',
      endsAtPrecision: 'minute',
    });
    const dated = read({ 'Sale time (HHMM)': '' });
    expect(dated.ok && dated.value.state).toMatchObject({
      endsAt: '2026-01-29T04:59:59.999Z',
      endsAtPrecision: 'day',
    });
  });

  it.each([
    [{ 'High Bid =non-vix,Sealed=Vix': '-250' }, 'bad_price'],
    [{ 'Sale Date M/D/CY': '20990128' }, 'bad_instant'],
    [{ 'Time Zone': 'ZZZ' }, 'bad_instant'],
    [{ 'Lot number': '' }, 'no_id'],
    [{ 'Lot number': '12=3' }, 'no_id'],
    [{ 'Currency Code': 'CAD' }, 'currency_not_usd'],
  ])('rejects %j', (change, code) => {
    expect(read(change)).toMatchObject({ ok: false, error: { code } });
  });
});
