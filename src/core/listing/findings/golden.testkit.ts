import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { FindingCode, Polarity } from '../finding.ts';
import { readFindings } from './read-findings.ts';

/** What a careful reader concluded from one lot. Findings not listed are not said; `as_is` is left out. */
export interface GoldenLabel {
  readonly findings: Readonly<Partial<Record<FindingCode, Polarity>>>;
  readonly titleBrand?: string;
  readonly odometerMiles?: number;
  readonly vin?: string;
  readonly engineHours?: number;
  readonly idleHours?: number;
}

export interface GoldenLot {
  readonly id: string;
  /** The seller's account. */
  readonly seller: string;
  readonly title: string;
  readonly description: string;
  readonly label: GoldenLabel;
}

export const factNames = ['titleBrand', 'odometerMiles', 'vin', 'engineHours', 'idleHours'] as const;

/** FNV-1a of the lot's id; a third of the lots is kept aside. */
export function isKeptAside(id: string): boolean {
  let hash = 2166136261;
  for (const letter of id) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0;
  return hash % 3 === 0;
}

const capture = new URL('../../../../data/captures/govdeals-lots-2026-04-08.jsonl.gz', import.meta.url);
const labelFile = new URL('./fixtures/golden-labels.json', import.meta.url);

/** The labelled lots of the capture, in its order. The id is `assetId/accountId`, since asset ids repeat. */
export function loadGoldenLots(): GoldenLot[] {
  const labels = new Map<string, GoldenLabel>(
    Object.entries(JSON.parse(readFileSync(labelFile, 'utf8')) as Record<string, GoldenLabel>),
  );
  const lots: GoldenLot[] = [];
  for (const line of gunzipSync(readFileSync(capture)).toString('utf8').split('\n')) {
    if (line === '') continue;
    const row = JSON.parse(line) as Record<string, string | undefined>;
    const id = `${row.assetId}/${row.accountId}`;
    const label = labels.get(id);
    if (label === undefined) continue;
    lots.push({
      id,
      seller: row.accountId ?? '',
      title: row.title ?? '',
      description: row.longDescription ?? '',
      label,
    });
  }
  return lots;
}

export interface Tally {
  right: number;
  wrong: number;
  missed: number;
}

export interface GoldenScore {
  readonly lots: number;
  readonly total: Tally;
  readonly byCode: ReadonlyMap<string, Tally>;
  readonly facts: ReadonlyMap<string, { right: number; wrong: number }>;
}

/** Counts (code, polarity) pairs a lot: right, said but wrong, and missed. */
export function scoreGolden(lots: readonly GoldenLot[]): GoldenScore {
  const total: Tally = { right: 0, wrong: 0, missed: 0 };
  const byCode = new Map<string, Tally>();
  const facts = new Map<string, { right: number; wrong: number }>();
  const tally = (code: string): Tally => {
    const known = byCode.get(code) ?? { right: 0, wrong: 0, missed: 0 };
    byCode.set(code, known);
    return known;
  };
  for (const { title, description, label } of lots) {
    const reading = readFindings({ title, description });
    const said = new Map<FindingCode, Polarity>();
    for (const { code, polarity } of reading.findings) if (code !== 'as_is') said.set(code, polarity);
    for (const [code, polarity] of said) {
      const isRight = label.findings[code] === polarity;
      for (const one of [total, tally(code)]) one[isRight ? 'right' : 'wrong']++;
    }
    for (const [code, polarity] of Object.entries(label.findings)) {
      if (said.get(code as FindingCode) === polarity) continue;
      for (const one of [total, tally(code)]) one.missed++;
    }
    for (const name of factNames) {
      const known = facts.get(name) ?? { right: 0, wrong: 0 };
      facts.set(name, known);
      known[reading[name] === label[name] ? 'right' : 'wrong']++;
    }
  }
  return { lots: lots.length, total, byCode, facts };
}

export const precisionOf = ({ right, wrong }: Tally): number => right / Math.max(1, right + wrong);
export const recallOf = ({ right, missed }: Tally): number => right / Math.max(1, right + missed);

export function formatScore(name: string, score: GoldenScore): string {
  const line = (label: string, tally: Tally): string =>
    `${label.padEnd(28)} precision ${precisionOf(tally).toFixed(3)}  recall ${recallOf(tally).toFixed(3)}  right ${tally.right}  wrong ${tally.wrong}  missed ${tally.missed}`;
  const codes = [...score.byCode]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, tally]) => line(code, tally));
  const facts = [...score.facts].map(
    ([fact, { right, wrong }]) => `${fact.padEnd(28)} right ${right}  wrong ${wrong}`,
  );
  return [`${name}: ${score.lots} lots`, ...codes, line('all findings', score.total), ...facts].join('\n');
}
