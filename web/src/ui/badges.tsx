import { CircleAlert, Info, OctagonX } from 'lucide-react';
import type { DealSummary } from '../../../src/contracts/deals.ts';
import { severityWords } from '../lib/finding-words.ts';
import { toWords } from '../lib/words.ts';

type Grade = DealSummary['grade'];
export type Severity = DealSummary['flags'][number]['severity'];

const gradeLooks = {
  platinum: 'bg-platinum text-platinum-ink',
  gold: 'bg-gold text-gold-ink',
  silver: 'bg-silver text-silver-ink',
  bronze: 'bg-bronze text-bronze-ink',
  none: 'bg-raised text-muted',
} as const;

export function GradeBadge({ grade }: { readonly grade: Grade }) {
  return (
    <span className={`inline-block rounded px-1.5 py-px text-xs font-medium ${gradeLooks[grade]}`}>
      {grade === 'none' ? 'No grade' : toWords(grade)}
    </span>
  );
}

const severityLooks = {
  stop: 'bg-stop-soft text-stop',
  warn: 'bg-warn-soft text-warn',
  info: 'bg-info-soft text-ink',
} as const;
const severityIcons = { stop: OctagonX, warn: CircleAlert, info: Info } as const;

/** Colour, shape and a word for screen readers: never colour alone. */
export function SeverityBadge({ severity, label }: { readonly severity: Severity; readonly label: string }) {
  const Icon = severityIcons[severity];
  return (
    <span
      className={`inline-flex max-w-full items-center gap-1 rounded px-1.5 py-px text-xs font-medium ${severityLooks[severity]}`}
    >
      <Icon size={12} aria-hidden className="shrink-0" />
      <span className="sr-only">{severityWords[severity]}: </span>
      <span className="truncate">{label}</span>
    </span>
  );
}

const severityOrder = { stop: 0, warn: 1, info: 2 } as const;

export const bySeverity = <T extends { readonly severity: Severity }>(entries: readonly T[]): T[] =>
  entries.toSorted((a, b) => severityOrder[a.severity] - severityOrder[b.severity]);
