import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AppraiseRequest } from '../../../../src/contracts/appraise-request.ts';
import { appraiseByHand } from '../../lib/api.ts';
import { formatExact } from '../../lib/format-money.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { readTypedDollars } from '../../lib/typed-number.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { costWords } from '../../lib/words.ts';
import { Field } from '../../ui/field.tsx';
import { feeLines } from './fee-words.ts';

const restMs = 300;
/** Auctions' fees go by price, title and payment, not by the car: any car that is known will do. */
const anyCar = { year: 2015, make: 'Toyota', model: 'Camry', odometerMiles: 80_000 } as const;
const titles = [
  { value: 'clean', label: 'Clean title' },
  { value: 'salvage', label: 'Salvage title' },
] as const satisfies readonly { value: AppraiseRequest['titleBrand']; label: string }[];

interface Props {
  readonly source: string;
  /** The day whose fees are asked for; today's where it is left out. */
  readonly asOf?: string | undefined;
}

/** What a price comes to in fees, as the server charges it in an appraisal. */
export function FeeExample({ source, asOf }: Props) {
  const [price, setPrice] = useState('5,000');
  const [title, setTitle] = useState<(typeof titles)[number]['value']>('clean');
  const typedCents = readTypedDollars(price);
  const atCents = useDebounced(typedCents, restMs);
  const { data, error, isFetching } = useQuery({
    queryKey: queryKeys.feeExample(source, asOf, atCents ?? 0, title),
    queryFn: ({ signal }) =>
      appraiseByHand(
        { ...anyCar, source, titleBrand: title, currentBidCents: atCents, ...(asOf && { asOf }) },
        signal,
      ),
    enabled: atCents !== undefined,
    placeholderData: keepPreviousData,
  });
  const fees = data?.costs?.lines.filter((line) => feeLines.some(({ value }) => value === line.kind)) ?? [];
  const totalCents = fees.reduce((sum, line) => sum + line.amountCents, 0);
  return (
    <div className="mt-3 rounded-lg bg-raised p-3">
      <div className="flex flex-wrap gap-3">
        <div className="w-32">
          <Field label="Price, $" error={typedCents === undefined ? 'not a number' : undefined}>
            {(ids) => (
              <input
                {...ids}
                inputMode="decimal"
                autoComplete="off"
                value={price}
                onChange={(event) => setPrice(event.target.value)}
                className="control figures"
              />
            )}
          </Field>
        </div>
        <div className="w-40">
          <Field label="Title">
            {(ids) => (
              <select
                {...ids}
                value={title}
                onChange={(event) =>
                  setTitle(titles.find(({ value }) => value === event.target.value)?.value ?? 'clean')
                }
                className="control"
              >
                {titles.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      </div>
      <div aria-live="polite" className={`mt-2 ${isFetching ? 'opacity-60' : ''}`}>
        {error && <p className="text-stop">This could not be worked out: {error.message}</p>}
        {data && !data.costs && (
          <p>{data.refusals.find(({ stage }) => stage === 'cost')?.reason ?? 'No cost is given.'}</p>
        )}
        {data?.costs && (
          <>
            <p data-testid="fee-example">
              At {formatExact(data.costs.atBidCents)} this comes to{' '}
              <strong className="figures font-semibold">{formatExact(totalCents)}</strong> in fees.
            </p>
            {fees.length > 1 && (
              <p className="text-xs text-muted">
                {fees.map((line) => `${costWords(line.kind)} ${formatExact(line.amountCents)}`).join(' + ')}
              </p>
            )}
          </>
        )}
      </div>
    </div>
  );
}
