import type { Finding } from '../finding.ts';
import { gap, type Tokens } from '../read/tokenize-text.ts';
import type { Candidate } from './conclude-findings.ts';
import type { Evidence } from './evidence.ts';
import { lexicon } from './lexicon/lexicon.ts';
import { markText } from './mark-text.ts';
import { readSentence } from './read-sentence.ts';
import { toSeverity } from './severity.ts';

export interface TextReading {
  readonly candidates: readonly Candidate[];
  /** Where the text says that the title is clean, in token numbers. */
  readonly cleanTitle?: { readonly first: number; readonly last: number };
  /** Work done, in words and trie nodes: linear in the text. */
  readonly steps: number;
}

/** Reads one text, sentence by sentence. */
export function readText(tokens: Tokens, where: 'title' | 'description'): TextReading {
  const { marks, visits } = markText(tokens, lexicon);
  const evidence: Evidence[] = [];
  let cleanTitle: { first: number; last: number } | undefined;
  let from = 0;
  while (from < marks.length) {
    let to = from + 1;
    let last = marks[from]?.last ?? 0;
    for (; to < marks.length; to++) {
      const next = marks[to];
      if (next === undefined || endsSentence(tokens, last + 1, next.first)) break;
      last = next.last;
    }
    readSentence(tokens, marks, from, to, evidence, where === 'title');
    from = to;
  }
  for (let index = 0; index < marks.length; index++) {
    const mark = marks[index];
    if (mark?.meaning.kind !== 'clean_title') continue;
    if (marks[index - 1]?.meaning.kind === 'negation' && (marks[index - 1]?.last ?? 0) >= mark.first - 2)
      continue;
    cleanTitle ??= { first: mark.first, last: mark.last };
  }
  const candidates: Candidate[] = [];
  for (const { code, polarity, first, last, weak } of evidence) {
    const start = tokens.starts[first] ?? 0;
    const end = tokens.ends[last] ?? start;
    const finding: Finding = {
      code,
      polarity,
      severity: toSeverity(code, polarity),
      text: tokens.source.slice(start, end),
      start,
      end,
      in: where,
    };
    candidates.push({ finding, weak });
  }
  const steps = tokens.steps + visits + evidence.length;
  return cleanTitle === undefined ? { candidates, steps } : { candidates, cleanTitle, steps };
}

function endsSentence(tokens: Tokens, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if ((tokens.gaps[at] ?? 0) >= gap.sentence) return true;
  return false;
}
