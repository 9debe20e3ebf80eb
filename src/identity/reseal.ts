import { parseEnvelope, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { fingerprintOf, listAll, type Sealer, type Secrets } from '../platform/seal.ts';
import { appendToEveryLog, operator } from '../store/audit.writer.ts';
import type { AuthStore } from '../store/auth-connection.ts';
import type { Database } from '../store/connection.ts';
import {
  lockSealedMails,
  lockSealedSigningKeys,
  lockSealedWebhooks,
  lockSecondFactors,
  setSealedMail,
  setSealedSigningKey,
  setSealedWebhook,
  setSecondFactor,
} from '../store/sealed.writer.ts';
import { setFingerprint } from '../store/secret-in-use.writer.ts';
import { versionOf } from './accept-other-secrets.ts';
import { mailPurpose } from './mail/post.ts';
import { deriveWebhookSecret, webhookPurpose } from './security/webhook-secret.ts';
import { signingKeyPurpose } from './signing-keys.ts';

export interface ResealDeps {
  readonly db: Database;
  readonly store: AuthStore;
  readonly sealer: Sealer;
  readonly secrets: Secrets;
}

/** How much of one kind is sealed with which secret. */
export interface SealedCount {
  /** With the current secret already. */
  readonly current: number;
  /** With one of the others; sealed anew unless only counted. */
  readonly other: number;
  /** With a secret that is not known here. */
  readonly unreadable: number;
}
export type SealedCounts = Readonly<
  Record<'secondFactors' | 'signingKeys' | 'mails' | 'webhooks', SealedCount>
>;

type Opened = { readonly is: 'current' | 'unreadable' } | { readonly is: 'other'; readonly text: string };

/** What better-auth sealed: with the secret that the envelope names, or before there were envelopes with any. */
export async function openEnvelope(data: string, { current, others }: Secrets): Promise<Opened> {
  const envelope = parseEnvelope(data);
  if (envelope?.version === versionOf(current)) return { is: 'current' };
  const secrets = listAll({ current, others }).filter(
    (secret) => envelope === null || versionOf(secret) === envelope.version,
  );
  for (const key of secrets) {
    try {
      return { is: 'other', text: await symmetricDecrypt({ key, data: envelope?.ciphertext ?? data }) };
    } catch {
      // sealed with another one of them
    }
  }
  return { is: 'unreadable' };
}

/** Goes through rows one by one, seals anew those that need it, and counts all. */
async function eachOf<Row>(
  rows: readonly Row[],
  open: (row: Row) => Opened | Promise<Opened>,
  sealAnew: (row: Row, text: string) => Promise<unknown>,
): Promise<SealedCount> {
  const count = { current: 0, other: 0, unreadable: 0 };
  for (const row of rows) {
    const opened = await open(row);
    count[opened.is] += 1;
    if (opened.is === 'other') await sealAnew(row, opened.text);
  }
  return count;
}

/**
 * Seals with the current secret whatever another of them has sealed, so that the others can be taken away. Everything
 * is done or nothing. `isDryRun`: counts and changes nothing.
 */
export async function reseal(
  { isDryRun }: { readonly isDryRun: boolean },
  { db, store, sealer, secrets }: ResealDeps,
): Promise<SealedCounts> {
  const unless = <Row>(change: (row: Row, text: string) => Promise<unknown>) =>
    isDryRun ? async () => undefined : change;
  const openSealed = (purpose: string, sealed: string): Opened => {
    if (sealer.isCurrent(purpose, sealed)) return { is: 'current' };
    const text = sealer.open(purpose, sealed);
    return text === undefined ? { is: 'unreadable' } : { is: 'other', text };
  };
  const key = {
    keys: new Map([[versionOf(secrets.current), secrets.current]]),
    currentVersion: versionOf(secrets.current),
  };
  const ofPeople = await store.withAuth(async (scoped) => ({
    secondFactors: await eachOf(
      await lockSecondFactors(scoped),
      async ({ secret, backup_codes }) => {
        const [one, two] = [await openEnvelope(secret, secrets), await openEnvelope(backup_codes, secrets)];
        if (one.is === 'unreadable' || two.is === 'unreadable') return { is: 'unreadable' };
        return one.is === 'current' && two.is === 'current' ? one : { is: 'other', text: '' };
      },
      unless(async ({ id, secret, backup_codes }) => {
        const sealAnew = async (data: string) => {
          const opened = await openEnvelope(data, secrets);
          return opened.is === 'other' ? symmetricEncrypt({ key, data: opened.text }) : data;
        };
        await setSecondFactor(scoped, id, {
          secret: await sealAnew(secret),
          backup_codes: await sealAnew(backup_codes),
        });
      }),
    ),
    signingKeys: await eachOf(
      await lockSealedSigningKeys(scoped),
      ({ sealed }) => openSealed(signingKeyPurpose, sealed),
      unless(({ id }, text) => setSealedSigningKey(scoped, id, sealer.seal(signingKeyPurpose, text))),
    ),
    mails: await eachOf(
      await lockSealedMails(scoped),
      ({ sealed }) => openSealed(mailPurpose, sealed ?? ''),
      unless(({ id }, text) => setSealedMail(scoped, id, sealer.seal(mailPurpose, text))),
    ),
  }));
  return db.transaction().execute(async (transaction) => {
    const webhooks = await eachOf(
      await lockSealedWebhooks(transaction),
      ({ id, sealed }) =>
        sealed === null
          ? { is: 'other', text: deriveWebhookSecret(secrets.current, id) }
          : openSealed(webhookPurpose, sealed),
      unless(({ id }, text) => setSealedWebhook(transaction, id, sealer.seal(webhookPurpose, text))),
    );
    const counts = { ...ofPeople, webhooks };
    const changed = Object.entries(counts).filter(([, { other }]) => other > 0);
    if (!isDryRun && changed.length > 0)
      await appendToEveryLog(transaction, operator, {
        action: 'secrets.sealed_anew',
        after: Object.fromEntries(changed.map(([kind, { other }]) => [kind, other])),
      });
    // from here on a program that does not know it is refused
    if (!isDryRun) await setFingerprint(transaction, fingerprintOf(secrets.current));
    return counts;
  });
}
