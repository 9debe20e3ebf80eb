import type { Finding, FindingCode, Severity } from '../finding.ts';

/** One stretch of text to mark, with every finding that it speaks of. */
export interface HighlightSpan {
  readonly start: number;
  readonly end: number;
  readonly severity: Severity;
  readonly codes: readonly FindingCode[];
}

const weight: Readonly<Record<Severity, number>> = { info: 0, warn: 1, stop: 2 };

/** Spans of one text in reading order; spans that overlap are joined, and take the gravest severity. */
export function highlightSpans(
  findings: readonly Finding[],
  where: 'title' | 'description' = 'description',
): HighlightSpan[] {
  const sorted = findings
    .filter((finding) => finding.in === where && finding.end > finding.start)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const spans: { start: number; end: number; severity: Severity; codes: FindingCode[] }[] = [];
  for (const { start, end, severity, code } of sorted) {
    const last = spans[spans.length - 1];
    if (last === undefined || start >= last.end) {
      spans.push({ start, end, severity, codes: [code] });
      continue;
    }
    if (end > last.end) last.end = end;
    if (weight[severity] > weight[last.severity]) last.severity = severity;
    if (!last.codes.includes(code)) last.codes.push(code);
  }
  return spans;
}
