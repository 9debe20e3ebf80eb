import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Caller, Origin } from './caller.ts';
import * as passkeys from './passkeys.ts';

export const bindPasskeys = (deps: passkeys.PasskeyDeps) => ({
  listPasskeys: (caller: Caller) => passkeys.listPasskeys(caller, deps),
  beginPasskey: (caller: Caller, password: string, origin: Origin) =>
    passkeys.beginPasskey(caller, password, origin, deps),
  finishPasskey: (
    caller: Caller,
    given: { name: string; response: RegistrationResponseJSON },
    origin: Origin,
  ) => passkeys.finishPasskey(caller, given, origin, deps),
  namePasskey: (caller: Caller, id: string, name: string, origin: Origin) =>
    passkeys.namePasskey(caller, id, name, origin, deps),
  removePasskey: (caller: Caller, id: string, origin: Origin) =>
    passkeys.removePasskey(caller, id, origin, deps),
  beginPasskeySignIn: (origin: Origin) => passkeys.beginPasskeySignIn(origin, deps),
  finishPasskeySignIn: (response: AuthenticationResponseJSON, origin: Origin) =>
    passkeys.finishPasskeySignIn(response, origin, deps),
});
