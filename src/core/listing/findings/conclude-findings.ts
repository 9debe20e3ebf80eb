import type { Finding, FindingCode, Polarity } from '../finding.ts';
import { functionCodes } from './evidence.ts';

/** A finding before it is weighed against others of its code. */
export interface Candidate {
  readonly finding: Finding;
  readonly weak: boolean;
}

/** Spans kept for one code: enough to show, few enough to read. */
const spansKept = 4;
const contradictionsKept = 20;

const functionOrder: Readonly<Record<Polarity, number>> = { absent: 0, present: 1, unknown: 2 };
const defectOrder: Readonly<Record<Polarity, number>> = { present: 0, absent: 1, unknown: 2 };

/**
 * Settles each code on one polarity, the one that costs the buyer: for runs, drives, starts and keys `absent` wins over
 * `present`, for defects `present` over `absent`, and what is said over `unknown`. Hearsay counts only where
 * nothing else is said. What lost is answered apart, never dropped.
 */
export function concludeFindings(candidates: readonly Candidate[]): {
  findings: Finding[];
  contradictions: Finding[];
} {
  const best = new Map<FindingCode, { order: number; polarity: Polarity }>();
  for (const { finding, weak } of candidates) {
    const order =
      (functionCodes.has(finding.code) ? functionOrder : defectOrder)[finding.polarity] + (weak ? 10 : 0);
    const known = best.get(finding.code);
    if (known === undefined || order < known.order)
      best.set(finding.code, { order, polarity: finding.polarity });
  }
  const findings: Finding[] = [];
  const contradictions: Finding[] = [];
  for (const { finding } of candidates) {
    if (best.get(finding.code)?.polarity === finding.polarity) {
      if (countKept(findings, finding) < spansKept) findings.push(finding);
    } else if (finding.polarity !== 'unknown' && contradictions.length < contradictionsKept) {
      if (countKept(contradictions, finding) < spansKept) contradictions.push(finding);
    }
  }
  return { findings, contradictions };
}

/** How many findings of its code are kept already; more than may be, where this very span is one of them. */
function countKept(kept: readonly Finding[], finding: Finding): number {
  let count = 0;
  for (const other of kept) {
    if (other.code !== finding.code) continue;
    if (other.start === finding.start && other.end === finding.end && other.in === finding.in)
      return spansKept;
    count++;
  }
  return count;
}
