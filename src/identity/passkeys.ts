import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { notFound, ProblemError } from '../app/problem-error.ts';
import type { Secrets } from '../platform/seal.ts';
import { claimCode } from '../store/accounts.writer.ts';
import { type AuditEntry, appendAuditEvent } from '../store/audit.writer.ts';
import { type AuthScoped, setTenant } from '../store/auth-connection.ts';
import {
  deletePasskey,
  findPasskeys,
  insertPasskey,
  lockPasskey,
  markPasskeyUsed,
  renamePasskey,
} from '../store/passkeys.writer.ts';
import type { BetterAuth } from './better-auth.ts';
import { type Caller, type Origin, toActor } from './caller.ts';
import { toStoredEmail } from './email.ts';
import { finishSignIn } from './finish-sign-in.ts';
import type { Post } from './mail/post.ts';
import { findChallenge, makeChallenge } from './passkey-challenge.ts';
import { logForPerson, toPerson } from './person-log.ts';
import { KeptRefusal, runAuth, toHeaders, type WithCookies } from './run-auth.ts';
import { hashToken, makeId } from './secrets.ts';
import type { SecurityDeps } from './security/record-event.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { SignInStep } from './sign-in.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { startSession } from './start-session.ts';

export interface PasskeyDeps extends SecurityDeps {
  readonly auth: BetterAuth;
  readonly throttle: SignInThrottle;
  readonly post: Post;
  readonly secrets: Secrets;
  readonly sessionCookie: SessionCookie;
}

const rpIdOf = ({ baseUrl }: Origin) => new URL(baseUrl).hostname;
const registering = (caller: Caller) => `register ${caller.userId}`;
const signingIn = 'sign in';

const refused = () =>
  new ProblemError(
    401,
    'passkey_refused',
    'That passkey does not open this. Try again, or use the password.',
  );

async function log(scoped: AuthScoped, caller: Caller, origin: Origin, entry: AuditEntry): Promise<void> {
  await setTenant(scoped, caller.orgId);
  await appendAuditEvent(scoped, toActor(caller, origin), entry);
}

export async function listPasskeys(caller: Caller, { store }: PasskeyDeps) {
  const rows = await runAuth(store, (scoped) => findPasskeys(scoped, caller.userId));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    isBackedUp: row.is_backed_up,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }));
}

/** What the browser needs to make a passkey. Asks for the password: a session alone must not leave a second way in. */
export async function beginPasskey(
  caller: Caller,
  password: string,
  origin: Origin,
  { store, auth, clock, secrets }: PasskeyDeps,
) {
  const known = await runAuth(store, async (scoped) => {
    await auth.api.verifyPassword({ body: { password }, headers: toHeaders(origin) });
    return findPasskeys(scoped, caller.userId);
  });
  const { challenge, cookie } = makeChallenge(secrets, registering(caller), origin, clock.now());
  const options = await generateRegistrationOptions({
    rpName: 'DealerScope',
    rpID: rpIdOf(origin),
    userName: caller.email,
    userDisplayName: caller.name,
    userID: new Uint8Array(Buffer.from(caller.userId)),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    attestationType: 'none',
    excludeCredentials: known.map(({ credential_id, transports }) => ({ id: credential_id, transports })),
    // it stands for both factors, so it must know its person and be found without a name
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { value: options, cookies: [cookie] };
}

/** Keeps the public half of what the browser made. */
export async function finishPasskey(
  caller: Caller,
  { name, response }: { readonly name: string; readonly response: RegistrationResponseJSON },
  origin: Origin,
  { store, clock, post, secrets }: PasskeyDeps,
): Promise<{ readonly id: string }> {
  const challenge = findChallenge(secrets, registering(caller), origin, clock.now());
  if (challenge === undefined) throw refused();
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin.baseUrl,
    expectedRPID: rpIdOf(origin),
    requireUserVerification: true,
  }).catch(() => ({ registrationInfo: undefined }));
  if (!registrationInfo) throw refused();
  const { credential, credentialBackedUp } = registrationInfo;
  const id = makeId('passkey');
  await runAuth(store, async (scoped) => {
    if (!(await claimCode(scoped, caller.userId, hashToken(challenge), clock.now()))) throw refused();
    const isNew = await insertPasskey(scoped, {
      id,
      user_id: caller.userId,
      name,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
      is_backed_up: credentialBackedUp,
      created_at: clock.now(),
    });
    if (!isNew) throw new ProblemError(409, 'conflict', 'This passkey is registered already.');
    await log(scoped, caller, origin, { action: 'passkey.added', target: id, after: { name } });
    await post.notify(
      scoped,
      toStoredEmail(caller.email) ?? '',
      'passkey_added',
      origin,
      `Its name: ${name}`,
    );
  });
  return { id };
}

export async function namePasskey(
  caller: Caller,
  id: string,
  name: string,
  origin: Origin,
  { store }: PasskeyDeps,
): Promise<void> {
  await runAuth(store, async (scoped) => {
    if (!(await renamePasskey(scoped, caller.userId, id, name))) throw notFound('passkey');
    await log(scoped, caller, origin, { action: 'passkey.renamed', target: id, after: { name } });
  });
}

export async function removePasskey(
  caller: Caller,
  id: string,
  origin: Origin,
  { store, post }: PasskeyDeps,
): Promise<void> {
  await runAuth(store, async (scoped) => {
    const removed = await deletePasskey(scoped, caller.userId, id);
    if (!removed) throw notFound('passkey');
    const { name } = removed;
    await log(scoped, caller, origin, { action: 'passkey.removed', target: id, before: { name } });
    await post.notify(
      scoped,
      toStoredEmail(caller.email) ?? '',
      'passkey_removed',
      origin,
      `Its name: ${name}`,
    );
  });
}

/** What the browser needs to sign in with whatever passkey its person chooses. */
export async function beginPasskeySignIn(origin: Origin, { clock, secrets }: PasskeyDeps) {
  const { challenge, cookie } = makeChallenge(secrets, signingIn, origin, clock.now());
  const options = await generateAuthenticationOptions({
    rpID: rpIdOf(origin),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    userVerification: 'required',
  });
  return { value: options, cookies: [cookie] };
}

/** A passkey that has checked its person (by finger, face or PIN) stands for password and second factor at once. */
export async function finishPasskeySignIn(
  response: AuthenticationResponseJSON,
  origin: Origin,
  deps: PasskeyDeps,
): Promise<WithCookies<SignInStep>> {
  const { store, clock, secrets } = deps;
  const challenge = findChallenge(secrets, signingIn, origin, clock.now());
  if (challenge === undefined) throw refused();
  return runAuth(store, async (scoped) => {
    const passkey = await lockPasskey(scoped, response.id);
    if (!passkey) throw refused();
    const { userHandle } = response.response;
    const isOwner =
      userHandle === undefined || Buffer.from(userHandle, 'base64url').toString() === passkey.user_id;
    const { authenticationInfo, verified } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin.baseUrl,
      expectedRPID: rpIdOf(origin),
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: passkey.counter,
      },
    }).catch(() => ({ verified: false, authenticationInfo: undefined }));
    const isFirstAnswer =
      verified && (await claimCode(scoped, passkey.user_id, hashToken(challenge), clock.now()));
    if (!isOwner || !isFirstAnswer || !authenticationInfo) {
      await logForPerson(scoped, passkey.user_id, toPerson(passkey.user_id, passkey.email, origin), {
        action: 'passkey.refused',
        target: passkey.id,
      });
      const { status, code, message } = refused();
      throw new KeptRefusal(status, code, message);
    }
    await markPasskeyUsed(scoped, passkey.id, authenticationInfo.newCounter, clock.now());
    const cookie = await startSession(scoped, passkey.user_id, origin, deps);
    return finishSignIn(
      scoped,
      {
        account: { id: passkey.user_id, email: passkey.email },
        action: 'session.started_with_passkey',
        cookies: [cookie],
      },
      origin,
      deps,
    );
  });
}
