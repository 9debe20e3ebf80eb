import type { FindingView } from './finding-words.ts';

export interface TextSegment {
  readonly start: number;
  readonly text: string;
  /** Findings that cover this stretch; empty for plain text. */
  readonly findings: readonly FindingView[];
  /** Those of them that end with it, so that each is labelled once. */
  readonly ending: readonly FindingView[];
}

/** Cuts `text` where findings begin and end. Spans that do not fit the text are left out rather than misplaced. */
export function toTextSegments(text: string, findings: readonly FindingView[]): readonly TextSegment[] {
  const fitting = findings.filter(
    ({ start, end }) => start >= 0 && end > start && end <= text.length && Number.isInteger(start + end),
  );
  const cuts = [...new Set([0, text.length, ...fitting.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const covering = fitting.filter((finding) => finding.start <= start && finding.end >= end);
    return {
      start,
      text: text.slice(start, end),
      findings: covering,
      ending: covering.filter((finding) => finding.end === end),
    };
  });
}
