import { type FormEvent, useState } from 'react';
import type { Role } from '../../../../src/contracts/identity.ts';
import { Button } from '../../ui/button.tsx';
import { RoleSelect } from './role-select.tsx';
import { useCurrentSession } from './sign-in-gate.tsx';
import { FormError, findFieldError, TextField } from './text-field.tsx';

export interface KeyRequest {
  readonly name: string;
  readonly role: Role;
  readonly validDays: number;
  readonly scopes?: readonly string[];
}

interface Props {
  readonly scopesOfRoles: Readonly<Record<Role, readonly string[]>> | undefined;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly onMake: (request: KeyRequest) => Promise<unknown>;
}

/** A key may be given all that its role may, or less of it. */
export function KeyForm({ scopesOfRoles, isBusy, error, onMake }: Props) {
  const { role: ownRole } = useCurrentSession();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [days, setDays] = useState('90');
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const offered = scopesOfRoles?.[role] ?? [];
  const chosen = offered.filter((scope) => !without.has(scope));
  const toggle = (scope: string) =>
    setWithout((before) => {
      const next = new Set(before);
      if (!next.delete(scope)) next.add(scope);
      return next;
    });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await onMake({
      name,
      role,
      validDays: Number(days),
      ...(chosen.length < offered.length && { scopes: chosen }),
    });
    setName('');
  };
  return (
    <form
      onSubmit={(event) => void submit(event).catch(() => undefined)}
      className="flex flex-col gap-3"
      aria-label="Make a key"
    >
      <FormError error={error} />
      <div className="flex flex-wrap items-end gap-3">
        <TextField label="What it is for" required maxLength={100} value={name} onText={setName} />
        <RoleSelect aria-label="What it may do" value={role} ceiling={ownRole} onRole={setRole} />
        <TextField
          label="Days it is good"
          type="number"
          min={1}
          max={366}
          required
          className="w-24"
          error={findFieldError(error, 'validDays')}
          value={days}
          onText={setDays}
        />
      </div>
      <details>
        <summary className="cursor-pointer text-accent">
          {chosen.length === offered.length
            ? 'All that the role may'
            : `Only ${chosen.length} of ${offered.length} permissions`}
        </summary>
        <fieldset className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-2">
          <legend className="text-xs text-muted">What this key may</legend>
          {offered.map((scope) => (
            <label key={scope} className="flex items-center gap-2">
              <input
                type="checkbox"
                checked={!without.has(scope)}
                onChange={() => toggle(scope)}
                className="size-4"
              />
              <code>{scope}</code>
            </label>
          ))}
        </fieldset>
      </details>
      <Button
        type="submit"
        look="primary"
        className="self-start"
        disabled={isBusy || (offered.length > 0 && chosen.length === 0)}
      >
        Make a key
      </Button>
    </form>
  );
}
