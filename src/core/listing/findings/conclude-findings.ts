import type { Finding, FindingCode, Polarity } from '../finding.ts';
import { functionCodes } from './evidence.ts';

/** A finding before it is weighed against others of its code. */
export interface Candidate {
  readonly finding: Finding;
  readonly weak: boolean;
}

/** Spans kept for one code: enough to show, few enough to read. */
const spansKept = 4;

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
  const counts = new Map<FindingCode, number>();
  const seen = new Set<string>();
  for (const { finding } of candidates) {
    const key = `${finding.in}:${finding.start}:${finding.end}:${finding.code}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (best.get(finding.code)?.polarity === finding.polarity) {
      const count = (counts.get(finding.code) ?? 0) + 1;
      if (count > spansKept) continue;
      counts.set(finding.code, count);
      findings.push(finding);
    } else if (contradictions.length < 20 && finding.polarity !== 'unknown') contradictions.push(finding);
  }
  return { findings, contradictions };
}
