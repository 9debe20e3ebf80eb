import { useEffect, useId, useState } from 'react';
import { type Figure, parseTyped, toTyped, unitWords } from './figure-text.ts';

interface Props {
  readonly figure: Figure;
  /** The dealership's own; null while the standard counts. */
  readonly own: number | null;
  readonly onChange: (own: number | null) => void;
}

/** One figure with its standard; empty while that counts. */
export function FigureField({ figure, own, onChange }: Props) {
  const id = useId();
  const shown = own === null ? '' : toTyped(figure, own);
  const [draft, setDraft] = useState(shown);
  useEffect(() => setDraft(shown), [shown]);
  const isWrong = parseTyped(figure, draft) === undefined;
  const standard = figure.standard === null ? 'estimated' : toTyped(figure, figure.standard);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_8.5rem] items-center gap-x-3 border-b py-1.5 last:border-b-0">
      <label htmlFor={id} className="min-w-0 break-words first-letter:uppercase">
        {figure.label}
        {own !== null && <span className="text-xs text-muted"> (standard: {standard})</span>}
      </label>
      <span className="flex items-center gap-1.5">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? `${id}-note` : undefined}
          placeholder={standard}
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            const value = parseTyped(figure, event.target.value);
            if (value !== undefined) onChange(value);
          }}
          className="control figures min-w-0 flex-1 text-right"
        />
        <span className="w-11 shrink-0 text-xs text-muted">{unitWords[figure.unit]}</span>
      </span>
      {isWrong && (
        <p id={`${id}-note`} className="col-span-2 text-xs text-stop">
          A figure from {figure.unit === 'days' ? 1 : 0} to {toTyped(figure, figure.most)}, or nothing for the
          standard
        </p>
      )}
    </div>
  );
}
