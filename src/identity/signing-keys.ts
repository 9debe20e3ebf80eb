import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../platform/seal.ts';
import { type Actor, appendToEveryLog } from '../store/audit.writer.ts';
import type { AuthReadable, AuthScoped, AuthStore } from '../store/auth-connection.ts';
import {
  deleteExpiredSigningKeys,
  findSigningKeys,
  insertSigningKey,
  lockSigningKeys,
  retireSigningKeys,
  type SigningKeyRow,
} from '../store/signing-keys.writer.ts';
import { runAuth } from './run-auth.ts';
import { makeId } from './secrets.ts';

/** Named here and nowhere in a token: what a token says of its own algorithm is not asked. */
export const signingAlgorithm = 'ES256' as const;
/** How long an access token is good. */
export const accessTokenSeconds = 10 * 60;
/** How long verifiers may keep the published keys. */
export const jwksMaxAgeSeconds = 5 * 60;

const minuteMs = 60_000;
/** A new key is published this long before it signs, so that every verifier has fetched it. */
const leadMs = 15 * minuteMs;
/** After its last token has expired a key stays published a little longer, for clocks that are behind. */
const leewayMs = 5 * minuteMs;
const rotateAfterMs = 30 * 24 * 60 * minuteMs;
export const signingKeyPurpose = 'signing key';

export interface SigningKeyDeps {
  readonly store: AuthStore;
  readonly clock: Clock;
  readonly sealer: Sealer;
}

const jwkSchema = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });

const later = (now: string, ms: number) => new Date(Date.parse(now) + ms).toISOString();

async function makeKey(
  scoped: AuthScoped,
  signsFrom: string,
  { clock, sealer }: SigningKeyDeps,
): Promise<string> {
  const { publicKey, privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  const id = makeId('signingKey');
  await insertSigningKey(scoped, {
    id,
    public_jwk: jwkSchema.parse(await exportJWK(publicKey)),
    sealed_private_jwk: sealer.seal(signingKeyPurpose, JSON.stringify(await exportJWK(privateKey))),
    created_at: clock.now(),
    signs_from: signsFrom,
  });
  return id;
}

/** The key that signs now; made where there is none, or none that this installation's secret opens. */
export async function getSigner(
  scoped: AuthScoped,
  deps: SigningKeyDeps,
): Promise<{ readonly kid: string; readonly key: CryptoKey | Uint8Array }> {
  const { clock, sealer } = deps;
  const find = async () => {
    for (const row of await findSigningKeys(scoped, clock.now())) {
      if (Date.parse(row.signs_from) > Date.parse(clock.now())) continue;
      const opened = sealer.open(signingKeyPurpose, row.sealed_private_jwk);
      if (opened === undefined) continue;
      return { kid: row.id, key: await importJWK(JSON.parse(opened) as JWK, signingAlgorithm) };
    }
    return undefined;
  };
  const found = await find();
  if (found) return found;
  await lockSigningKeys(scoped);
  const meanwhile = await find();
  if (meanwhile) return meanwhile;
  const kid = await makeKey(scoped, clock.now(), deps);
  // those that cannot be opened any more sign nothing: what they signed is good until it ends by itself
  await retireSigningKeys(scoped, kid, later(clock.now(), accessTokenSeconds * 1000 + leewayMs));
  const made = await find();
  if (!made) throw new Error('the signing key that was just made is not there');
  return made;
}

/** The public half of a key that verifies now, found by its exact name. */
export async function findVerifier(
  scoped: AuthReadable,
  kid: string | undefined,
  { clock }: SigningKeyDeps,
): Promise<CryptoKey | Uint8Array | undefined> {
  const row = (await findSigningKeys(scoped, clock.now())).find(({ id }) => id === kid);
  return row && importJWK(jwkSchema.parse(row.public_jwk), signingAlgorithm);
}

const toPublished = ({ id, public_jwk }: SigningKeyRow) => ({
  ...jwkSchema.parse(public_jwk),
  kid: id,
  use: 'sig' as const,
  alg: signingAlgorithm,
});

/** Every key whose tokens may still be good, and the next one. */
export async function publishKeys(deps: SigningKeyDeps) {
  return runAuth(deps.store, async (scoped) => {
    await getSigner(scoped, deps);
    return { keys: (await findSigningKeys(scoped, deps.clock.now())).map(toPublished) };
  });
}

export async function listSigningKeys({ store, clock, sealer }: SigningKeyDeps) {
  const rows = await runAuth(store, (scoped) => findSigningKeys(scoped, clock.now()));
  return rows.map((row) => ({
    kid: row.id,
    createdAt: row.created_at,
    signsFrom: row.signs_from,
    verifiesUntil: row.verifies_until,
    isReadable: sealer.open(signingKeyPurpose, row.sealed_private_jwk) !== undefined,
  }));
}

/**
 * A new key takes over after a quarter of an hour and the old one verifies until its last token has expired. `atOnce`
 * is for a key that leaked: every token that is out is worth nothing from here. `by`: whoever asked for it, for the log.
 */
export async function rotateSigningKeys(
  { atOnce, by }: { readonly atOnce: boolean; readonly by?: Actor },
  deps: SigningKeyDeps,
): Promise<{ readonly kid: string; readonly signsFrom: string }> {
  const { store, clock } = deps;
  return runAuth(store, async (scoped) => {
    await lockSigningKeys(scoped);
    const now = clock.now();
    const hasOld = (await findSigningKeys(scoped, now)).length > 0;
    const signsFrom = atOnce || !hasOld ? now : later(now, leadMs);
    const kid = await makeKey(scoped, signsFrom, deps);
    await retireSigningKeys(
      scoped,
      kid,
      atOnce ? now : later(signsFrom, accessTokenSeconds * 1000 + leewayMs),
    );
    await deleteExpiredSigningKeys(scoped, now);
    if (by)
      await appendToEveryLog(scoped, by, {
        action: 'signing_key.rotated',
        target: kid,
        after: { signsFrom, atOnce },
      });
    return { kid, signsFrom };
  });
}

/** For the daily job: answers the new key's name, or undefined when the newest is younger than 30 days. */
export async function rotateOldSigningKeys(deps: SigningKeyDeps): Promise<string | undefined> {
  const now = Date.parse(deps.clock.now());
  const keys = await listSigningKeys(deps);
  const isYoung = keys.some(
    ({ createdAt, verifiesUntil, isReadable }) =>
      isReadable && verifiesUntil === null && now - Date.parse(createdAt) < rotateAfterMs,
  );
  if (isYoung || keys.length === 0) return undefined;
  return (await rotateSigningKeys({ atOnce: false }, deps)).kid;
}
