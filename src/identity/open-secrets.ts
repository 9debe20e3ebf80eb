import { ProblemError } from '../app/problem-error.ts';
import { findHomeSecrets, homeSecretFile, makeHomeSecret, makeSecret } from '../platform/home-secret.ts';
import { fingerprintOf, listAll, type Secrets } from '../platform/seal.ts';
import type { Database } from '../store/connection.ts';
import { findFingerprint, hasPeople, setFingerprint } from '../store/secret-in-use.writer.ts';

/**
 * `as-given`: the first of what is given is the current one, as for a server and for commands about secrets. `in-use`:
 * the one that the database is used with is, so that a command between two starts seals nothing that a running server
 * cannot open. `lost`: nothing is checked or made; for {@link startAnew} alone.
 */
export type SecretUse = 'as-given' | 'in-use' | 'lost';

export interface OpenSecretsOptions {
  readonly home: string;
  /** Of the environment; undefined: kept in the home. */
  readonly given: Secrets | undefined;
  readonly use: SecretUse;
}

const lastResort = 'If it is lost for good: npx dealerscope secret start-anew, which says first what ends.';

/** The secrets of this program, after a look into the database whether they are the installation's. */
export async function openSecrets(db: Database, { home, given, use }: OpenSecretsOptions): Promise<Secrets> {
  const found = given ?? findHomeSecrets(home);
  if (use === 'lost') return found ?? { current: makeSecret(), others: [] };
  const known = await findFingerprint(db);
  if (!found && (known !== undefined || (await hasPeople(db))))
    throw new ProblemError(
      409,
      'secret_missing',
      `The database is in use with a secret that is not here: ${homeSecretFile(home)} is missing. Put the file back from a backup or from the home of another program on this database, or set DEALERSCOPE_SECRET. ${lastResort}`,
    );
  const secrets = found ?? makeHomeSecret(home);
  if (known === undefined) {
    await setFingerprint(db, fingerprintOf(secrets.current));
    return secrets;
  }
  const inUse = listAll(secrets).find((secret) => fingerprintOf(secret) === known);
  if (inUse === undefined)
    throw new ProblemError(
      409,
      'secret_unknown',
      `The database is in use with another secret than ${given ? 'DEALERSCOPE_SECRET' : homeSecretFile(home)}. Give all programs on it the same one; to replace it, name the new one in DEALERSCOPE_SECRET and the one before in DEALERSCOPE_SECRET_PREVIOUS (docs/operations/rotating-secrets.md). ${lastResort}`,
    );
  if (use === 'as-given') return secrets;
  return { current: inUse, others: listAll(secrets).filter((secret) => secret !== inUse) };
}
