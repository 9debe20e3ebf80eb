import { Field } from '../../ui/field.tsx';

interface TypedProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly type?: 'text' | 'date';
  readonly isFigure?: boolean;
  readonly maxLength?: number;
  readonly onChange: (text: string) => void;
}

export function TypedField({
  label,
  value,
  error,
  type = 'text',
  isFigure,
  maxLength,
  onChange,
}: TypedProps) {
  return (
    <Field label={label} error={error}>
      {(ids) => (
        <input
          {...ids}
          type={type}
          autoComplete="off"
          maxLength={maxLength}
          inputMode={isFigure ? 'decimal' : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={`control ${isFigure ? 'figures' : ''}`}
        />
      )}
    </Field>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function ChoiceField<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <Field label={label}>
      {(ids) => (
        <select
          {...ids}
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
          className="control"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
