import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import type { TokenAnswer, TokenFamily } from '../../../../src/contracts/access-tokens.ts';
import type { Passkey, SignInOptions, TrustedDevice } from '../../../../src/contracts/sign-in.ts';
import { requestJson } from '../../lib/api-client.ts';

const post = <T>(path: string, body?: unknown) => requestJson<T>(path, { method: 'POST', body: body ?? {} });
const remove = (path: string) => requestJson<null>(path, { method: 'DELETE' });

export const fetchSignInOptions = (signal: AbortSignal) =>
  requestJson<SignInOptions>('/auth/options', { signal });

export const askPasswordReset = (email: string) => post('/auth/password-reset/request', { email });
export const resetPassword = (given: { token: string; newPassword: string }) =>
  post<null>('/auth/password-reset', given);
export const confirmEmail = (token: string) => post<{ email: string }>('/auth/confirm-email', { token });
export const askSignUp = (email: string) => post('/auth/sign-up/request', { email });
export const fetchSignUp = (token: string) => post<{ email: string }>('/auth/sign-up/link', { token });
export const completeSignUp = (given: {
  token: string;
  name: string;
  organisation: string;
  password: string;
}) => post<{ email: string }>('/auth/sign-up', given);

export const askEmailVerification = () => post('/account/email/verify');
export const askEmailChange = (given: { email: string; password: string }) => post('/account/email', given);

/** The browser asks its person to choose a passkey and to show who they are. */
export async function signInWithPasskey(): Promise<void> {
  const optionsJSON = await post<PublicKeyCredentialRequestOptionsJSON>('/auth/passkey/begin');
  const { id, rawId, type, clientExtensionResults, response } = await startAuthentication({ optionsJSON });
  await post('/auth/passkey/finish', { response: { id, rawId, type, clientExtensionResults, response } });
}

export async function addPasskey({ name, password }: { name: string; password: string }): Promise<void> {
  const optionsJSON = await post<PublicKeyCredentialCreationOptionsJSON>('/account/passkeys/begin', {
    password,
  });
  const { id, rawId, type, clientExtensionResults, response } = await startRegistration({ optionsJSON });
  const { clientDataJSON, attestationObject, transports } = response;
  await post('/account/passkeys', {
    name,
    response: {
      id,
      rawId,
      type,
      clientExtensionResults,
      response: { clientDataJSON, attestationObject, ...(transports && { transports }) },
    },
  });
}

export const fetchPasskeys = (signal: AbortSignal) =>
  requestJson<{ passkeys: readonly Passkey[] }>('/account/passkeys', { signal });
export const renamePasskey = ({ id, name }: { id: string; name: string }) =>
  requestJson<null>(`/account/passkeys/${encodeURIComponent(id)}`, { method: 'PATCH', body: { name } });
export const removePasskey = (id: string) => remove(`/account/passkeys/${encodeURIComponent(id)}`);

export const fetchDevices = (signal: AbortSignal) =>
  requestJson<{ devices: readonly TrustedDevice[] }>('/account/devices', { signal });
export const forgetDevice = (id: string) => remove(`/account/devices/${encodeURIComponent(id)}`);

export const fetchTokens = (signal: AbortSignal) =>
  requestJson<{ tokens: readonly TokenFamily[] }>('/account/tokens', { signal });
export const makeToken = (name: string) => post<TokenAnswer>('/auth/token', { grantType: 'session', name });
export const endToken = (id: string) => remove(`/account/tokens/${encodeURIComponent(id)}`);
