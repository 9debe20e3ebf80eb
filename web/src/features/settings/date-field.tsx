import { Field } from '../../ui/field.tsx';

interface Props {
  readonly label: string;
  /** `YYYY-MM-DD`. */
  readonly day: string | null;
  readonly hint?: string;
  readonly onChange: (day: string | null) => void;
}

export function DateField({ label, day, hint, onChange }: Props) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          type="date"
          min="2000-01-01"
          max="2099-12-31"
          value={day ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
          className="control max-w-44"
        />
      )}
    </Field>
  );
}
