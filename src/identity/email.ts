import { z } from 'zod';
import { ProblemError } from '../app/problem-error.ts';

/** better-auth wants a dot in the domain, so that of the first start's owner is kept with one. */
const shown = '@localhost';
const stored = '@localhost.internal';

const emailSchema = z.email().max(254);

/** An e-mail as it is stored; undefined when the text is none. */
export function toStoredEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase();
  const candidate = email.endsWith(shown) ? `${email.slice(0, -shown.length)}${stored}` : email;
  return emailSchema.safeParse(candidate).success ? candidate : undefined;
}

export function parseEmail(text: string): string {
  const email = toStoredEmail(text);
  if (email === undefined)
    throw new ProblemError(400, 'invalid_request', 'This is not an e-mail address.', [
      { pointer: '/email', message: 'not an e-mail address' },
    ]);
  return email;
}

export const toShownEmail = (email: string): string =>
  email.endsWith(stored) ? `${email.slice(0, -stored.length)}${shown}` : email;

/** For the audit log, which cannot forget: enough to recognise an address by, not enough to write to it. */
export function toMaskedEmail(email: string): string {
  const [name = '', domain = ''] = toShownEmail(email).split('@', 2);
  return `${name.slice(0, 1)}…@${domain}`;
}
