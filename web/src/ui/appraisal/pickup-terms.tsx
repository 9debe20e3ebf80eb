import type { AppraiseResponse } from '../../../../src/contracts/appraise-response.ts';
import { pickupWords } from '../../lib/words.ts';

/** What the description says of fetching the car, in its own words. */
export function PickupTerms({ terms }: { readonly terms: AppraiseResponse['pickup'] }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {terms.map((term) => (
        <li key={term.code} className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">
            {pickupWords(term.code)}
            {term.days !== undefined && `: ${term.days} days`}
          </span>
          <span className="text-muted">“{term.text.replaceAll(/\s+/g, ' ')}”</span>
        </li>
      ))}
    </ul>
  );
}
