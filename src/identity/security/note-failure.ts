import type { Origin } from '../caller.ts';
import { toShownEmail } from '../email.ts';
import type { FailureTally } from './failure-tally.ts';
import { recordForPerson, type SecurityDeps } from './record-event.ts';

/** Outside a transaction, for the count may be kept on another machine. */
export async function noteFailure(
  step: 'password' | 'code',
  person: { readonly id: string; readonly email: string },
  origin: Origin,
  deps: SecurityDeps & { readonly failures: FailureTally },
): Promise<void> {
  if (!(await deps.failures.note(step, person.id))) return;
  const kind = step === 'password' ? 'sign_in.failed_often' : 'code.failed_often';
  await recordForPerson({ kind, userId: person.id, label: toShownEmail(person.email) }, origin, deps);
}
