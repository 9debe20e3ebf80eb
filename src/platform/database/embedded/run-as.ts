import { readFileSync } from 'node:fs';

/** An unprivileged account that PostgreSQL runs as; PostgreSQL itself refuses to run as root. */
export interface UnprivilegedUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Accounts tried in this order: Debian's and most images have at least the last one. */
const candidates = ['dealerscope', 'postgres', 'nobody'];

function readAccounts(): readonly UnprivilegedUser[] {
  const accounts: UnprivilegedUser[] = [];
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name && uid && gid) accounts.push({ name, uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}

/** The account's name where it has one. */
export function nameUser(uid: number | undefined): string {
  try {
    return readAccounts().find((account) => account.uid === uid)?.name ?? String(uid);
  } catch {
    return String(uid);
  }
}

/**
 * Who the server must run as: undefined when this process is not root and so runs it as itself.
 * The account must be in /etc/passwd, since `initdb` looks its own name up. The one that has the database already goes
 * before the others.
 */
export function chooseUnprivilegedUser(ownerUid?: number): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readAccounts().filter(({ name, uid }) => uid !== 0 && candidates.includes(name));
  accounts.sort((a, b) => candidates.indexOf(a.name) - candidates.indexOf(b.name));
  const chosen = accounts.find(({ uid }) => uid === ownerUid) ?? accounts[0];
  if (chosen) return chosen;
  throw new Error(
    `PostgreSQL cannot run as root and none of the accounts ${candidates.join(', ')} exists; ` +
      'create one of them, run DealerScope as an ordinary user, or set DATABASE_URL.',
  );
}
