import { ChevronRight } from 'lucide-react';
import type { AppraiseResponse } from '../../../../src/contracts/appraise-response.ts';
import { formatExact } from '../../lib/format-money.ts';
import { costWords } from '../../lib/words.ts';
import { BasisText } from './basis-text.tsx';

type CostsView = NonNullable<AppraiseResponse['costs']>;

/** Several lines of one kind are told apart by the beginning of their basis: `Reconditioning: does not run`. */
function nameLine(line: CostsView['lines'][number], lines: CostsView['lines']): string {
  const isRepeated = lines.filter(({ kind }) => kind === line.kind).length > 1;
  const opening = line.basis.split(/[:;]/, 1)[0] ?? '';
  const name = costWords(line.kind);
  const isTelling = opening !== '' && !opening.toLowerCase().startsWith(name.toLowerCase());
  return isRepeated && isTelling ? `${name}: ${opening}` : name;
}

/** Each cost from where the ones before it end; opens to what it rests on. The lines sum to the total. */
export function CostWaterfall({ costs }: { readonly costs: CostsView }) {
  const span = Math.max(1, costs.totalCents);
  let runningCents = 0;
  return (
    <div>
      <ul>
        {costs.lines.map((line, index) => {
          const startCents = runningCents;
          runningCents += line.amountCents;
          return (
            // two lines of one kind may stand in one bill
            // biome-ignore lint/suspicious/noArrayIndexKey: the order of a bill's lines is their identity
            <li key={`${index} ${line.kind}`} className="border-b">
              <details className="group">
                <summary className="grid grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-2 py-1.5 hover:bg-raised sm:grid-cols-[1rem_15rem_minmax(0,1fr)_auto]">
                  <ChevronRight
                    size={14}
                    aria-hidden
                    className="text-muted transition-transform group-open:rotate-90"
                  />
                  <span className="min-w-0 sm:truncate" title={nameLine(line, costs.lines)}>
                    {nameLine(line, costs.lines)}
                    {line.approximate !== undefined && (
                      <span
                        className="ml-1.5 rounded border px-1 text-xs text-muted"
                        title={line.approximate}
                      >
                        approximate
                      </span>
                    )}
                  </span>
                  <span aria-hidden className="relative hidden h-3 rounded-sm bg-raised sm:block">
                    <span
                      className="absolute inset-y-0 min-w-px rounded-sm bg-accent"
                      style={{
                        left: `${(startCents / span) * 100}%`,
                        width: `${(Math.max(0, line.amountCents) / span) * 100}%`,
                      }}
                    />
                  </span>
                  <span data-testid="cost-line" className="figures min-w-24 text-right">
                    {formatExact(line.amountCents)}
                  </span>
                </summary>
                <div className="pb-2.5 pl-6 break-words text-muted">
                  <p>
                    <BasisText text={line.basis} />
                  </p>
                  {line.approximate !== undefined && <p className="mt-1">Approximate: {line.approximate}.</p>}
                </div>
              </details>
            </li>
          );
        })}
      </ul>
      <p className="flex items-baseline justify-between pt-2 pl-6 font-semibold">
        <span>All-in cost</span>
        <span data-testid="cost-total" className="figures">
          {formatExact(costs.totalCents)}
        </span>
      </p>
    </div>
  );
}
