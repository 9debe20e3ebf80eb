import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { ListingFacts } from '../listing.ts';
import type { LotKind } from '../lot-kind.ts';

export interface LabelledLot {
  readonly id: string;
  readonly facts: ListingFacts;
  readonly kind: LotKind;
}

const captures = new URL('../../../../data/captures/', import.meta.url);
const fixtures = new URL('./fixtures/', import.meta.url);

type Labels = Record<string, Record<string, { kind: LotKind; why?: string }>>;

const readText = (url: URL): string => readFileSync(url, 'utf8');

function textOrNothing<Key extends string>(
  key: Key,
  value: string | undefined,
): Partial<Record<Key, string>> {
  const text = value?.trim() ?? '';
  return (text === '' || text === 'None' ? {} : { [key]: text }) as Partial<Record<Key, string>>;
}

const yearOrNothing = (value: string | undefined): { year?: number } =>
  /^\d{4}$/.test(value ?? '') ? { year: Number(value) } : {};

interface GovDealsRow {
  readonly accountId: string;
  readonly assetId: string;
  readonly title: string;
  readonly category: string;
  readonly brand: string;
  readonly model: string;
  readonly modelYear: string;
  readonly longDescription: string;
}

function readGovDeals(): { id: string; facts: ListingFacts }[] {
  const text = gunzipSync(readFileSync(new URL('govdeals-lots-2026-04-08.jsonl.gz', captures))).toString(
    'utf8',
  );
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const row = JSON.parse(line) as GovDealsRow;
      return {
        id: `${row.accountId}/${row.assetId}`,
        facts: {
          title: row.title,
          ...textOrNothing('category', row.category),
          ...textOrNothing('make', row.brand),
          ...textOrNothing('model', row.model),
          ...yearOrNothing(row.modelYear),
          ...textOrNothing('description', row.longDescription),
        },
      };
    });
}

function readGsa(): { id: string; facts: ListingFacts }[] {
  const capture = JSON.parse(readText(new URL('gsa-listings-2026-01-07.json', captures))) as {
    auctions: { item_description: string; item_url: string }[];
  };
  return capture.auctions.map((lot) => ({
    id: lot.item_url.split('/').at(-1) ?? '',
    facts: { title: lot.item_description },
  }));
}

function readCopart(): { id: string; facts: ListingFacts }[] {
  const rows = parse(readText(new URL('copart-sales-data-2025-2026.csv', captures)), {
    columns: true,
  }) as Record<string, string>[];
  return rows.map((row) => ({
    id: row['Lot number'] ?? '',
    facts: {
      title: [row.Year, row.Make, row['Model Detail'], row.Trim]
        .filter((part) => part !== undefined && part !== '')
        .join(' '),
      ...textOrNothing('category', row['Vehicle Type']),
      ...textOrNothing('make', row.Make),
      ...textOrNothing('model', row['Model Detail']),
      ...textOrNothing('body', row['Body Style']),
      ...textOrNothing('vin', row.VIN),
      ...yearOrNothing(row.Year),
    },
  }));
}

/** Every lot of the three captures with the kind that a reader gave it. Throws when a lot has no label or a label no lot. */
export function readLabelledLots(): LabelledLot[] {
  const labels = JSON.parse(readText(new URL('labels.json', fixtures))) as Labels;
  const sources = { govdeals: readGovDeals(), gsa: readGsa(), copart: readCopart() };
  return Object.entries(sources).flatMap(([source, lots]) => {
    const ofSource = labels[source] ?? {};
    if (Object.keys(ofSource).length !== lots.length)
      throw new Error(`${source}: ${lots.length} lots, ${Object.keys(ofSource).length} labels`);
    return lots.map(({ id, facts }) => {
      const label = ofSource[id];
      if (label === undefined) throw new Error(`no label for ${source} ${id}`);
      return { id: `${source}:${id}`, facts, kind: label.kind };
    });
  });
}

export interface Trap {
  readonly kind: LotKind;
  readonly facts: ListingFacts;
  readonly why?: string;
}

/** Titles made by hand to mislead: words that look like vehicles and are not, and the reverse. */
export const readTraps = (): Trap[] => JSON.parse(readText(new URL('traps.json', fixtures))) as Trap[];

/** Everyday titles made by hand, without a category. */
export const readTitles = (): Trap[] => JSON.parse(readText(new URL('titles.json', fixtures))) as Trap[];

/** The third that was kept aside while the rules were written: FNV-1a (32 bit) of the id, modulo 3. */
export function isKeptAside(id: string): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193) >>> 0;
  return hash % 3 === 0;
}

export interface KindScore {
  readonly kind: LotKind;
  readonly labelled: number;
  readonly precision: number;
  readonly recall: number;
}

/** Precision and recall per kind; a ratio with nothing below it is NaN, never 1. */
export function scoreKinds(answers: readonly { kind: LotKind; answer: LotKind }[]): KindScore[] {
  return (['road_vehicle', 'commercial_truck', 'equipment', 'not_a_vehicle', 'parts_only'] as const).map(
    (kind) => {
      const right = answers.filter((one) => one.kind === kind && one.answer === kind).length;
      const labelled = answers.filter((one) => one.kind === kind).length;
      const answered = answers.filter((one) => one.answer === kind).length;
      return { kind, labelled, precision: right / answered, recall: right / labelled };
    },
  );
}
