import { ProblemError } from '../app/problem-error.ts';
import { fingerprintOf, listAll, type Sealer, type Secrets } from '../platform/seal.ts';
import { removeSecondFactor } from '../store/accounts.writer.ts';
import { appendToEveryLog, operator } from '../store/audit.writer.ts';
import type { Database } from '../store/connection.ts';
import {
  countSessions,
  deleteAllSessions,
  dropSealedMail,
  dropSealedWebhook,
  dropSigningKey,
  lockSealedMails,
  lockSealedSigningKeys,
  lockSealedWebhooks,
  lockSecondFactors,
} from '../store/sealed.writer.ts';
import { findFingerprint, setFingerprint } from '../store/secret-in-use.writer.ts';
import { mailPurpose } from './mail/post.ts';
import { openEnvelope } from './reseal.ts';
import { webhookPurpose } from './security/webhook-secret.ts';
import { signingKeyPurpose } from './signing-keys.ts';

export interface StartAnewDeps {
  readonly db: Database;
  readonly sealer: Sealer;
  readonly secrets: Secrets;
}

/** How many of each end, or would. */
export type Ended = Readonly<
  Record<'sessions' | 'secondFactors' | 'signingKeys' | 'mails' | 'webhooks', number>
>;

/**
 * For an installation whose secret is lost: ends everything that only that secret opens, and takes the present one into
 * use. Passwords, passkeys, keys of the API and everything of the market stay. All is done or nothing; `isDryRun`: counts
 * and changes nothing. Refused while the secret in use is known.
 */
export function startAnew(
  { isDryRun }: { readonly isDryRun: boolean },
  { db, sealer, secrets }: StartAnewDeps,
): Promise<Ended> {
  return db.transaction().execute(async (transaction) => {
    const known = await findFingerprint(transaction);
    if (known !== undefined && listAll(secrets).some((secret) => fingerprintOf(secret) === known))
      throw new ProblemError(
        409,
        'secret_known',
        'The secret in use is here, so nothing has to end. To replace it: npx dealerscope secret rotate',
      );
    const isLost = (purpose: string) => (row: { readonly sealed: string | null }) =>
      row.sealed === null || sealer.open(purpose, row.sealed) === undefined;
    const factors = [];
    for (const row of await lockSecondFactors(transaction)) {
      const parts = await Promise.all(
        [row.secret, row.backup_codes].map((data) => openEnvelope(data, secrets)),
      );
      if (parts.some(({ is }) => is === 'unreadable')) factors.push(row);
    }
    const signingKeys = (await lockSealedSigningKeys(transaction)).filter(isLost(signingKeyPurpose));
    const mails = (await lockSealedMails(transaction)).filter(isLost(mailPurpose));
    const webhooks = (await lockSealedWebhooks(transaction)).filter(isLost(webhookPurpose));
    const ended = {
      sessions: await countSessions(transaction),
      secondFactors: factors.length,
      signingKeys: signingKeys.length,
      mails: mails.length,
      webhooks: webhooks.length,
    };
    if (isDryRun) return ended;
    await deleteAllSessions(transaction);
    for (const { user_id } of factors) await removeSecondFactor(transaction, user_id);
    for (const { id } of signingKeys) await dropSigningKey(transaction, id);
    for (const { id } of mails) await dropSealedMail(transaction, id);
    for (const { id } of webhooks) await dropSealedWebhook(transaction, id);
    await setFingerprint(transaction, fingerprintOf(secrets.current));
    await appendToEveryLog(transaction, operator, { action: 'secrets.begun_anew', after: ended });
    return ended;
  });
}
