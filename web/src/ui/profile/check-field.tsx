import { useId } from 'react';

interface Props {
  readonly label: string;
  readonly isChecked: boolean;
  readonly hint?: string;
  readonly onChange: (isChecked: boolean) => void;
}

export function CheckField({ label, isChecked, hint, onChange }: Props) {
  const id = useId();
  return (
    <div>
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={isChecked}
          aria-describedby={hint && id}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {hint && (
        <p id={id} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
