import { useEffect, useState } from 'react';
import { Field } from '../field.tsx';

interface Props {
  readonly homeZip: string | null;
  readonly hint?: string;
  readonly onChange: (homeZip: string | null) => void;
}

/** Tells of a ZIP once it has five digits, or of none once it is emptied; what is half typed stays here. */
export function ZipField({ homeZip, hint, onChange }: Props) {
  const [draft, setDraft] = useState(homeZip ?? '');
  useEffect(() => setDraft(homeZip ?? ''), [homeZip]);
  const isHalf = draft.length > 0 && draft.length < 5;
  return (
    <Field
      label="Home ZIP, where cars are hauled to"
      hint={
        isHalf
          ? 'A ZIP code has five digits'
          : draft === ''
            ? (hint ?? 'Without it transport is not counted')
            : hint
      }
    >
      {(ids) => (
        <input
          {...ids}
          inputMode="numeric"
          autoComplete="postal-code"
          maxLength={5}
          value={draft}
          onChange={(event) => {
            const digits = event.target.value.replaceAll(/\D/g, '').slice(0, 5);
            setDraft(digits);
            if (digits.length === 5) onChange(digits);
            else if (digits === '' && homeZip !== null) onChange(null);
          }}
          className="control figures"
        />
      )}
    </Field>
  );
}
