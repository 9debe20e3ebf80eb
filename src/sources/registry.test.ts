import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { detectSource, findSource, sources } from './registry.ts';

const captures = new URL('../../data/captures/', import.meta.url);
const firstBytes = (name: string) => readFileSync(new URL(name, captures)).subarray(0, 65_536);
const idOf = (name: string, bytes: Uint8Array) => {
  const detected = detectSource(name, bytes);
  return detected.ok ? detected.value.describe().id : detected.error.code;
};

describe('the registry', () => {
  it('has one source for each folder, under the folder’s name', () => {
    const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
      .filter((each) => each.isDirectory() && each.name !== '_kit')
      .map((each) => each.name);
    expect(sources.map((each) => String(each.describe().id)).sort()).toEqual(folders.sort());
    for (const folder of folders) expect(findSource(folder)?.describe().id).toBe(folder);
    expect(findSource('constructor')).toBeUndefined();
  });
});

describe('detection', () => {
  it.each([
    ['govdeals-lots-2026-04-08.jsonl.gz', 'govdeals'],
    ['govdeals-api-row.json', 'govdeals'],
    ['govdeals-sold-page.html', 'govdeals'],
    ['copart-sales-data-2025-2026.csv', 'copart'],
    ['copart-lot-details.json', 'copart'],
    ['gsa-listings-2026-01-07.json', 'gsa-listings'],
    ['publicsurplus-list-row.html', 'publicsurplus'],
    ['gsa_auctions_api_v2_openapi.yaml', 'unknown_file'],
    ['README.md', 'unknown_file'],
  ])('%s is %s, whatever it is called and whether or not it is compressed', (name, id) => {
    const bytes = firstBytes(name);
    expect(idOf(name, bytes)).toBe(id);
    expect(idOf('upload.bin', bytes)).toBe(id);
    if (!name.endsWith('.gz')) expect(idOf('upload.gz', gzipSync(bytes).subarray(0, 40_000))).toBe(id);
  });

  it.each(['pascal-case-answer.json', 'camel-case-answer.json'])('%s is of the GSA API', (name) => {
    expect(idOf(name, readFileSync(new URL(`gsa-api/fixtures/${name}`, import.meta.url)))).toBe('gsa-api');
  });

  it('refuses anything else by listing what can be read', () => {
    for (const bytes of ['', 'hello', '{}', '\x1f\x8b garbage', 'a,b,c\n1,2,3', '\0\0\0'].map((text) =>
      Buffer.from(text, 'latin1'),
    )) {
      const detected = detectSource('bad\nname.csv', bytes);
      expect(detected.ok).toBe(false);
      if (detected.ok) continue;
      expect(detected.error.understood.length).toBeGreaterThanOrEqual(sources.length);
      expect(detected.error.reason).toContain('sales-data download');
      expect(detected.error.reason).not.toContain('\n');
    }
  });
});
