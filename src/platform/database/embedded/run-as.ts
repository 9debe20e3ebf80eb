import { readFileSync } from 'node:fs';

/** An unprivileged account that PostgreSQL runs as; PostgreSQL itself refuses to run as root. */
export interface UnprivilegedUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Accounts tried in this order: Debian's and most images have at least the last one. */
const candidates = ['dealerscope', 'postgres', 'nobody'];

/**
 * Who the server must run as: undefined when this process is not root and so runs it as itself.
 * The account must be in /etc/passwd, since `initdb` looks its own name up.
 */
export function chooseUnprivilegedUser(): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = new Map<string, UnprivilegedUser>();
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && uid && gid) accounts.set(name, { name, uid: Number(uid), gid: Number(gid) });
  }
  for (const name of candidates) {
    const account = accounts.get(name);
    if (account && account.uid !== 0) return account;
  }
  throw new Error(
    `PostgreSQL cannot run as root and none of the accounts ${candidates.join(', ')} exists; ` +
      'create one of them, run DealerScope as an ordinary user, or set DATABASE_URL.',
  );
}
