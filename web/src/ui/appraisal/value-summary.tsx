import type { AppraiseResponse } from '../../../../src/contracts/appraise-response.ts';
import { formatPlural } from '../../lib/format-count.ts';
import { formatDay } from '../../lib/format-instant.ts';
import { formatDelta, formatDollars, formatShare } from '../../lib/format-money.ts';

export type ValueView = AppraiseResponse['wholesale'];
export type KnownValue = Exclude<ValueView, { method: 'refused' }>;

const methodWords = {
  model: 'a model trained on sales',
  comps: 'comparable sales',
  blend: 'comparable sales and a model',
} as const;

export const isKnown = (value: ValueView | null): value is KnownValue =>
  value !== null && value.method !== 'refused';

/** One value: its middle, its range, how sure, on what evidence, and what moved it. */
export function ValueSummary({ value }: { readonly value: KnownValue }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <strong className="figures text-2xl font-bold tracking-tight">{formatDollars(value.p50Cents)}</strong>
        <span className="figures text-muted">
          8 of 10 between {formatDollars(value.p10Cents)} and {formatDollars(value.p90Cents)}
        </span>
      </div>
      <p className="text-muted">
        From {methodWords[value.method]}, resting on {formatPlural(value.evidence.count, 'sale')}; confidence{' '}
        {formatShare(value.confidence)}; in money of {formatDay(value.asOf)}; version{' '}
        <code className="text-xs wrap-anywhere">{value.model}</code>
      </p>
      {value.contributions.length > 0 && (
        <ul>
          {value.contributions.map((part) => (
            <li
              key={part.label}
              className="flex items-baseline justify-between gap-4 border-b py-1 last:border-b-0"
            >
              <span>{part.label}</span>
              <span className="figures">{formatDelta(part.amountCents)}</span>
            </li>
          ))}
        </ul>
      )}
      {value.notes.length > 0 && (
        <ul className="flex list-disc flex-col gap-0.5 pl-4 text-muted">
          {value.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
