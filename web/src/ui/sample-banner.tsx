import { FlaskConical } from 'lucide-react';
import type { Market } from '../../../src/contracts/deals.ts';
import { formatCount } from '../lib/format-count.ts';
import { formatUtcDay } from '../lib/format-instant.ts';

/** Says plainly when what is on screen is not a live market. Nothing is shown for a live one. */
export function SampleBanner({ market }: { readonly market: Market }) {
  if (!market.isSample) return null;
  const day = formatUtcDay(market.asOf);
  const hasEarlierDays = market.sources.some((source) => formatUtcDay(source.observedFrom) !== day);
  return (
    <aside aria-label="About this market" className="card border-warn bg-warn-soft px-3 py-2">
      <details className="group">
        <summary className="flex items-start gap-2">
          <FlaskConical size={16} aria-hidden className="mt-0.5 shrink-0 text-warn" />
          <span>
            <strong className="font-semibold">Sample market:</strong> lots as seen on {day}
            {hasEarlierDays ? ' and before, each shown as of the day it was seen' : ', shown as of that day'},
            not live. <span className="text-warn underline group-open:hidden">What is in it</span>
            <span className="hidden text-warn underline group-open:inline">Hide</span>
          </span>
        </summary>
        <ul className="mt-2 flex flex-col gap-1 pl-6">
          {market.sources.map((source) => {
            const from = formatUtcDay(source.observedFrom);
            const to = formatUtcDay(source.observedTo);
            return (
              <li key={source.source}>
                <span className="font-medium">{source.name}</span>: {formatCount(source.lots)} lots, of them{' '}
                {formatCount(source.vehicles)} vehicles, seen{' '}
                {from === to ? `on ${from}` : `from ${from} to ${to}`}
                {source.note && <span className="text-muted"> · {source.note}</span>}
              </li>
            );
          })}
        </ul>
      </details>
    </aside>
  );
}
