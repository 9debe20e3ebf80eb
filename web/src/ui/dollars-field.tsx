import { useEffect, useState } from 'react';
import { Field } from './field.tsx';

interface Props {
  readonly label: string;
  readonly amountCents: number;
  readonly maxCents: number;
  readonly hint?: string;
  readonly onChange: (amountCents: number) => void;
}

const toText = (amountCents: number): string =>
  amountCents % 100 === 0 ? String(amountCents / 100) : (amountCents / 100).toFixed(2);

const dollars = /^\d{1,7}(\.\d{1,2})?$/;

/** An amount of dollars and cents; tells of it once it is one, and says what is wrong until then. */
export function DollarsField({ label, amountCents, maxCents, hint, onChange }: Props) {
  const [draft, setDraft] = useState(toText(amountCents));
  useEffect(() => setDraft(toText(amountCents)), [amountCents]);
  const read = (text: string): number | undefined => {
    const bare = text.replaceAll(/[$,\s]/g, '');
    const cents = dollars.test(bare) ? Math.round(Number(bare) * 100) : undefined;
    return cents !== undefined && cents <= maxCents ? cents : undefined;
  };
  return (
    <Field
      label={label}
      hint={hint}
      error={read(draft) === undefined ? `An amount from $0 to $${toText(maxCents)}` : undefined}
    >
      {(ids) => (
        <input
          {...ids}
          inputMode="decimal"
          autoComplete="off"
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            const cents = read(event.target.value);
            if (cents !== undefined) onChange(cents);
          }}
          className="control figures max-w-40"
        />
      )}
    </Field>
  );
}
