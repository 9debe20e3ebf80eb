import type { ComponentProps, ReactNode } from 'react';
import { ApiProblemError } from '../../lib/api-problem.ts';
import { Field } from '../../ui/field.tsx';

/** What the server says of one field of a form. */
export function findFieldError(error: Error | null, name: string): string | undefined {
  if (!(error instanceof ApiProblemError)) return undefined;
  return error.problem.errors?.find(({ pointer }) => pointer === `/${name}`)?.message;
}

interface Props extends Omit<ComponentProps<'input'>, 'onChange' | 'id'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onText: (text: string) => void;
}

export function TextField({ label, hint, error, onText, className = '', ...rest }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <input
          {...ids}
          {...rest}
          onChange={(event) => onText(event.target.value)}
          className={`control min-w-0 ${className}`}
        />
      )}
    </Field>
  );
}

/** One sentence for a form that was refused; screen readers say it at once. */
export function FormError({ error }: { readonly error: Error | null }) {
  if (!error) return null;
  return (
    <p role="alert" className="rounded-md bg-stop-soft px-3 py-2 text-stop">
      {error.message}
    </p>
  );
}
