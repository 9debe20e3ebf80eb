import { ChevronRight } from 'lucide-react';
import { formatExact } from '../../lib/format-money.ts';
import { toWords } from '../../lib/words.ts';
import {
  appliesWords,
  describeRule,
  type Fee,
  type Schedule,
  type TierRow,
  toTierRows,
} from './fee-words.ts';

/** Tables up to this long stand open. */
const shortTable = 5;

function TierTable({ rows, name }: { readonly rows: readonly TierRow[]; readonly name: string }) {
  return (
    <table aria-label={`Tiers of the ${name}`} className="figures mt-1 mb-2 w-full max-w-md">
      <thead className="text-xs text-muted">
        <tr className="border-b">
          <th scope="col" className="py-1 text-right font-medium">
            Price from
          </th>
          <th scope="col" className="py-1 pl-3 text-right font-medium">
            to
          </th>
          <th scope="col" className="py-1 pl-3 text-right font-medium">
            Fee
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.fromCents} className="border-b last:border-b-0">
            <td className="py-0.5 text-right">{formatExact(row.fromCents)}</td>
            <td className="py-0.5 pl-3 text-right">
              {row.toCents === undefined ? 'and up' : formatExact(row.toCents)}
            </td>
            <td className="py-0.5 pl-3 text-right font-medium">{row.fee}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FeeEntry({ fee }: { readonly fee: Fee }) {
  const rows = toTierRows(fee.rule);
  const applies = appliesWords(fee);
  const head = (
    <>
      <span className="min-w-0 flex-1 basis-48">
        <span className="font-medium">{toWords(fee.label)}</span>
        {applies && <span className="text-muted"> · {applies}</span>}
      </span>
      <span className="figures whitespace-normal">{describeRule(fee.rule)}</span>
    </>
  );
  return (
    <li className="border-b py-2 last:border-b-0">
      {rows.length === 0 ? (
        <p className="flex flex-wrap items-baseline gap-x-4 pl-5">{head}</p>
      ) : (
        <details className="group" open={rows.length <= shortTable}>
          <summary className="flex items-start gap-1 hover:bg-raised">
            <ChevronRight
              size={16}
              aria-hidden
              className="mt-0.5 shrink-0 text-muted transition-transform group-open:rotate-90"
            />
            <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4">{head}</span>
          </summary>
          <div className="pl-5">
            <TierTable rows={rows} name={fee.label} />
          </div>
        </details>
      )}
      <p className="pl-5 text-xs text-muted">
        {fee.taxable ? 'Sales tax is charged on it.' : 'No sales tax on it.'}
        {fee.caveat && ` Note: ${fee.caveat}`}
      </p>
    </li>
  );
}

/** The fees of one schedule, each with its price list. */
export function FeesOfSchedule({ schedule }: { readonly schedule: Schedule }) {
  return (
    <>
      <ul>
        {schedule.fees.map((fee, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two fees of a schedule may be alike but for their place
          <FeeEntry key={`${at} ${fee.label}`} fee={fee} />
        ))}
      </ul>
      <p className="mt-2 text-xs break-words text-muted">
        {schedule.origin === 'own' ? 'Your own figures, from: ' : 'Source: '}
        {schedule.citation}
      </p>
    </>
  );
}
