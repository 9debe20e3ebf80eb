import type { DealsSearch } from '../../lib/deals-search.ts';
import { formatCount } from '../../lib/format-count.ts';
import { Field } from '../../ui/field.tsx';
import { TypedInput } from './typed-input.tsx';
import type { ChangeSearch } from './use-inbox-search.ts';

interface Option {
  readonly value: string;
  readonly label: string;
  readonly count?: number | undefined;
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  /** Words for "no filter"; left out where one option always holds. */
  readonly any?: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
}

export function ChoiceFilter({ label, value, any, options, onChange }: ChoiceProps) {
  // a value from a shared link stays visible even if the market has no such lot today
  const isListed = value === '' || options.some((option) => option.value === value);
  return (
    <Field label={label}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChange(event.target.value)} className="control">
          {any !== undefined && <option value="">{any}</option>}
          {!isListed && <option value={value}>{value}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
              {option.count !== undefined && ` (${formatCount(option.count)})`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface NumberProps {
  readonly label: string;
  readonly name: 'yearMin' | 'yearMax' | 'milesMax' | 'minEdge' | 'endsWithinHours';
  readonly search: DealsSearch;
  readonly change: ChangeSearch;
}

export function NumberFilter({ label, name, search, change }: NumberProps) {
  return (
    <Field label={label}>
      {(ids) => (
        <TypedInput
          {...ids}
          inputMode="numeric"
          value={search[name]?.toString() ?? ''}
          onCommit={(text) => {
            const digits = text.replaceAll(/[^\d]/g, '');
            change({ [name]: digits === '' ? undefined : Number(digits) }, { replace: true });
          }}
          className="control figures"
        />
      )}
    </Field>
  );
}
