import type { ReactNode } from 'react';
import { Field } from '../../ui/field.tsx';

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onValue: (value: string) => void;
}

export function SelectField({ label, value, options, onValue }: SelectProps) {
  return (
    <Field label={label}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onValue(event.target.value)} className="control">
          {options.map(([option, words]) => (
            <option key={option} value={option}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** The controls of a log, and the same entries as a file. */
export function LogFilter({
  label,
  exportPath,
  children,
}: {
  readonly label: string;
  /** Of the API, with the filter in its query. */
  readonly exportPath: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={label} className="card flex flex-col gap-3 p-3">
      <div className="grid grid-cols-1 gap-3 xs:grid-cols-2 sm:grid-cols-4">{children}</div>
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        <span className="text-muted">What is found, as a file:</span>
        {(['csv', 'jsonl'] as const).map((format) => (
          <a
            key={format}
            href={`/api/v1${exportPath}${exportPath.includes('?') ? '&' : '?'}format=${format}`}
            className="text-accent underline"
            download
          >
            {format === 'csv' ? 'CSV for spreadsheets' : 'JSON lines'}
          </a>
        ))}
      </p>
    </section>
  );
}
