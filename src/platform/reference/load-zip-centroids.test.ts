import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultBuyerProfile } from '../../core/costing/default-profile.ts';
import { quoteTransport } from '../../core/costing/transport/quote-transport.ts';
import { locateLot, locateZip } from '../../core/costing/transport/zip-centroids.ts';
import {
  hashOf,
  loadZipCentroids,
  packedBeside,
  readZipTable,
  shippedZipCentroidsUrl,
} from './load-zip-centroids.ts';
import { decodeZipCentroids, encodeZipCentroids } from './zip-centroids-file.ts';

const car = { vehicle: { segment: 'midsize_car', confidence: 1, provenance: {} }, findings: [] } as const;
const folder = mkdtempSync(join(tmpdir(), 'zips-'));
afterAll(() => rmSync(folder, { recursive: true }));
function fileOf(rows: string): string {
  const file = join(folder, `${rows.length}.csv.gz`);
  writeFileSync(file, gzipSync(`zip,lat,lon,city,state,src\n${rows}`));
  return file;
}

describe('the ZIP table that ships', () => {
  const centroids = loadZipCentroids();
  it('holds every usable row, ascending', () => {
    expect(centroids.zips.length).toBeGreaterThan(41_500);
    expect(centroids.zips.every((zip, index) => index === 0 || zip > (centroids.zips[index - 1] ?? 0))).toBe(
      true,
    );
    expect(centroids.states.every((state) => /^[A-Z]{2}$/.test(state))).toBe(true);
  });
  it('knows Addison, Texas and a ZIP whose row lacks its state', () => {
    expect(locateZip(centroids, '75001')).toMatchObject({
      latitude: 32.960047,
      longitude: -96.83724,
      state: 'TX',
    });
    expect(locateZip(centroids, '75036')?.state).toBe('TX');
  });
  it('knows the middle of all fifty states, DC and Puerto Rico', () => {
    expect(centroids.stateAreas.size).toBeGreaterThanOrEqual(52);
    expect(locateLot(centroids, { state: 'KS' })?.latitude).toBeCloseTo(38.5, 0);
  });
  it('finds a city by name', () => {
    expect(locateLot(centroids, { city: 'addison', state: 'TX' })).toMatchObject({
      precision: 'city',
      state: 'TX',
    });
  });
  it('Promise 4: counts no less for a lot whose ZIP is lost, wherever it is', () => {
    const home = '64106';
    const haul = (lot: { zip?: string; city?: string; state?: string }) => {
      const quoted = quoteTransport({ ...car, ...lot }, { ...defaultBuyerProfile, homeZip: home }, centroids);
      return quoted.ok ? quoted.value.lines.reduce((sum, line) => sum + line.amountCents, 0) : Number.NaN;
    };
    let compared = 0;
    for (let index = 0; index < centroids.zips.length; index += 37) {
      const state = centroids.states[index] ?? '';
      const zip = String(centroids.zips[index]).padStart(5, '0');
      const known = haul({ zip, state });
      if (Number.isNaN(known)) continue;
      compared += 1;
      expect(haul({ state })).toBeGreaterThanOrEqual(known - 1);
    }
    expect(compared).toBeGreaterThan(1_000);
  });
  it('leaves out military post offices', () => {
    expect(locateZip(centroids, '09092')).toBeUndefined();
    expect(centroids.stateAreas.has('AE')).toBe(false);
  });
});

describe('a broken ZIP table', () => {
  it.each(['7500,32,-96,"A",TX,x\n', '75001,north,-96,"A",TX,x\n', '75001,32,-96,"A",Texas,x\n', ''])(
    'throws on %j',
    (rows) => {
      expect(() => loadZipCentroids(fileOf(rows))).toThrow();
    },
  );
  it('throws on a file that is not there', () => {
    expect(() => loadZipCentroids(join(folder, 'missing.gz'))).toThrow();
  });
  it('reads a city with a comma in its name', () => {
    expect(
      locateZip(loadZipCentroids(fileOf('75001,32.5,-96.5,"Addison, Town of",TX,x\n')), '75001')?.state,
    ).toBe('TX');
  });
});

describe('the packed table', () => {
  const csv = fileURLToPath(shippedZipCentroidsUrl);
  const fromCsv = readZipTable(readFileSync(csv));

  it('is what the CSV gives, byte for byte and place for place', () => {
    const packed = readFileSync(packedBeside(csv));
    const hash = hashOf(readFileSync(csv));
    expect(encodeZipCentroids(fromCsv, hash).equals(packed)).toBe(true);
    expect(decodeZipCentroids(packed, hash)).toEqual(fromCsv);
  });

  it('is passed over when it is cut off or of another CSV', () => {
    const copy = join(folder, 'other.csv.gz');
    const other = gzipSync('zip,lat,lon,city,state,src\n75001,32.9,-96.8,"Addison",TX,x\n');
    writeFileSync(copy, other);
    for (const packed of [
      readFileSync(packedBeside(csv)),
      readFileSync(packedBeside(csv)).subarray(0, 9999),
    ]) {
      writeFileSync(packedBeside(copy), packed);
      expect(Array.from(loadZipCentroids(copy).zips)).toEqual([75001]);
    }
  });
});
