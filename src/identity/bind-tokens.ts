import { type Caller, type Origin, operator } from './caller.ts';
import * as tokens from './refresh-tokens.ts';
import * as keys from './signing-keys.ts';

export const bindTokens = (deps: tokens.RefreshTokenDeps) => ({
  makeTokens: (caller: Caller, request: tokens.TokenRequest, origin: Origin) =>
    tokens.makeTokens(caller, request, origin, deps),
  refreshTokens: (refreshToken: string, origin: Origin) => tokens.refreshTokens(refreshToken, origin, deps),
  listTokenFamilies: (caller: Caller) => tokens.listTokenFamilies(caller, deps),
  endTokenFamily: (caller: Caller, id: string, origin: Origin) =>
    tokens.endTokenFamily(caller, id, origin, deps),
  publishKeys: () => keys.publishKeys(deps),
  listSigningKeys: () => keys.listSigningKeys(deps),
  /** For the operator; the daily job rotates by itself. */
  rotateSigningKeys: ({ atOnce }: { atOnce: boolean }) =>
    keys.rotateSigningKeys({ atOnce, by: operator }, deps),
  rotateOldSigningKeys: () => keys.rotateOldSigningKeys(deps),
});
