import type { AppraiseResponse } from '../../../../src/contracts/appraise-response.ts';
import { fieldWords } from '../../lib/words.ts';

type RefusalView = AppraiseResponse['refusals'][number];

const stageWords: ReadonlyMap<string, string> = new Map([
  ['identify', 'The car'],
  ['wholesale', 'Wholesale value'],
  ['retail', 'Retail value'],
  ['cost', 'Costs'],
  ['forecast', 'Forecast close'],
  ['assess', 'Score'],
]);

/** What could not be answered honestly, why, and what would help. */
export function Refusals({ refusals }: { readonly refusals: readonly RefusalView[] }) {
  // the retail card says by itself why there is no retail value
  const shown = refusals.filter((refusal) => refusal.stage !== 'retail');
  if (shown.length === 0) return null;
  return (
    <section aria-label="What is refused" className="card border-warn bg-warn-soft p-4">
      <h2 className="font-semibold">Not answered, and why</h2>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {shown.map((refusal) => (
          <li key={`${refusal.stage} ${refusal.code}`}>
            <span className="font-medium">{stageWords.get(refusal.stage) ?? refusal.stage}:</span>{' '}
            {refusal.reason}
            {refusal.missing.length > 0 && (
              <span className="text-muted">
                {' '}
                It would help to know: {refusal.missing.map(fieldWords).join(', ')}.
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
