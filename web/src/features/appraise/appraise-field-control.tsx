import { Field } from '../../ui/field.tsx';
import type { AppraiseField } from './appraise-fields.ts';

interface Props {
  readonly field: AppraiseField;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
}

const numeric = new Set(['number', 'dollars', 'percent']);

export function AppraiseFieldControl({ field, value, error, onChange }: Props) {
  return (
    <div className={field.isWide ? 'col-span-2' : ''}>
      <Field label={field.label} error={error}>
        {(ids) => {
          if (field.entry === 'choice')
            return (
              <select
                {...ids}
                value={value}
                onChange={(event) => onChange(event.target.value)}
                className="control"
              >
                <option value="">Not known</option>
                {field.options?.map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
              </select>
            );
          if (field.entry === 'prose')
            return (
              <textarea
                {...ids}
                rows={6}
                value={value}
                onChange={(event) => onChange(event.target.value)}
                className="control h-auto! py-2"
              />
            );
          return (
            <input
              {...ids}
              type={field.entry === 'moment' ? 'datetime-local' : 'text'}
              inputMode={numeric.has(field.entry) ? 'decimal' : 'text'}
              autoComplete="off"
              spellCheck={false}
              placeholder={field.placeholder}
              value={value}
              onChange={(event) => onChange(event.target.value)}
              className={`control ${numeric.has(field.entry) ? 'figures' : ''}`}
            />
          );
        }}
      </Field>
    </div>
  );
}
