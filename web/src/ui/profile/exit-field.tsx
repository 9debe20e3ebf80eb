import { useId } from 'react';
import { exits } from './profile-words.ts';

interface Props {
  readonly exit: 'wholesale' | 'retail' | undefined;
  readonly hint?: string;
  readonly onChange: (exit: 'wholesale' | 'retail') => void;
}

export function ExitField({ exit, hint, onChange }: Props) {
  const group = useId();
  const hintId = `${group}-hint`;
  return (
    <fieldset aria-describedby={hint && hintId}>
      <legend className="text-xs font-medium text-muted">Sell it</legend>
      <div className="mt-1 grid grid-cols-2 gap-1 rounded-md border border-strong-line p-0.5">
        {exits.map(({ value, label }) => (
          <label
            key={value}
            className="flex h-8 cursor-pointer items-center justify-center rounded has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={group}
              className="sr-only"
              checked={exit === value}
              onChange={() => onChange(value)}
            />
            {label}
          </label>
        ))}
      </div>
      {hint && (
        <p id={hintId} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      )}
    </fieldset>
  );
}
