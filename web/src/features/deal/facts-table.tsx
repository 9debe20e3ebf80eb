import type { DealDetail } from '../../../../src/contracts/deals.ts';
import { formatExact } from '../../lib/format-money.ts';
import { fieldWords } from '../../lib/words.ts';

const wholeCents = /^-?\d{1,12}$/;

/** Amounts are stored in cents and read in dollars. */
const toReadable = ({ name, value }: DealDetail['facts'][number]): string =>
  name.endsWith('Cents') && wholeCents.test(value) ? formatExact(Number(value)) : value;

/** Each fact as the source states it and where in its record it stood. */
export function FactsTable({ facts }: { readonly facts: DealDetail['facts'] }) {
  if (facts.length === 0) return <p className="text-muted">The source states no facts beside the title.</p>;
  return (
    <table className="w-full table-fixed text-left">
      <thead className="text-xs text-muted">
        <tr className="border-b">
          <th scope="col" className="w-[28%] py-1 pr-3 font-medium">
            Fact
          </th>
          <th scope="col" className="py-1 pr-3 font-medium">
            As stated
          </th>
          <th scope="col" className="w-[32%] py-1 font-medium">
            From
          </th>
        </tr>
      </thead>
      <tbody>
        {facts.map((fact) => (
          <tr key={`${fact.name} ${fact.from}`} className="border-b align-top last:border-b-0">
            <th scope="row" className="py-1 pr-3 font-normal break-words text-muted">
              {fieldWords(fact.name)}
            </th>
            <td className="py-1 pr-3 break-words">{toReadable(fact)}</td>
            <td className="py-1 text-xs break-all text-muted">
              <code>{fact.from}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
