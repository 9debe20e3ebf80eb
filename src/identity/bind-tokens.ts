import { findCallerByAccessToken, isAccessTokenShaped } from './access-tokens.ts';
import type { Caller, Origin } from './caller.ts';
import * as tokens from './refresh-tokens.ts';
import * as keys from './signing-keys.ts';

export const bindTokens = (deps: tokens.RefreshTokenDeps) => ({
  findCallerByAccessToken: (token: string) =>
    isAccessTokenShaped(token) ? findCallerByAccessToken(token, deps) : Promise.resolve(undefined),
  makeTokens: (caller: Caller, request: tokens.TokenRequest, origin: Origin) =>
    tokens.makeTokens(caller, request, origin, deps),
  refreshTokens: (refreshToken: string, origin: Origin) => tokens.refreshTokens(refreshToken, origin, deps),
  listTokenFamilies: (caller: Caller) => tokens.listTokenFamilies(caller, deps),
  endTokenFamily: (caller: Caller, id: string, origin: Origin) =>
    tokens.endTokenFamily(caller, id, origin, deps),
  publishKeys: () => keys.publishKeys(deps),
  listSigningKeys: () => keys.listSigningKeys(deps),
  rotateSigningKeys: (options: { atOnce: boolean }) => keys.rotateSigningKeys(options, deps),
  rotateOldSigningKeys: () => keys.rotateOldSigningKeys(deps),
});
