import type { AppraiseResponse } from '../../../src/contracts/appraise-response.ts';
import { toWords } from './words.ts';

export type FindingView = AppraiseResponse['findings'][number];

const abilities: ReadonlyMap<string, readonly [present: string, absent: string]> = new Map([
  ['runs', ['Runs', 'Does not run']],
  ['drives', ['Drives', 'Does not drive']],
  ['starts', ['Starts', 'Does not start']],
  ['keys', ['Has keys', 'No keys']],
]);

/** `Does not start`, `Rust`, `No rust`, `Rust: unknown`. */
export function findingWords(finding: Pick<FindingView, 'code' | 'polarity'>): string {
  const ability = abilities.get(finding.code);
  const name = finding.code === 'as_is' ? 'Sold as is' : toWords(finding.code);
  if (finding.polarity === 'unknown') return `${name}: unknown`;
  if (ability) return finding.polarity === 'present' ? ability[0] : ability[1];
  return finding.polarity === 'present' ? name : `No ${name.toLowerCase()}`;
}

export const severityWords = { stop: 'Stop', warn: 'Caution', info: 'Note' } as const;
