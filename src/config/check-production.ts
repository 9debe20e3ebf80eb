import type { Environment } from './environment-schema.ts';
import { findWeakness } from './weak-secret.ts';

const make = 'make one with: openssl rand -base64 32';

const isLocalHost = (hostname: string): boolean =>
  hostname === '' || /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(hostname);

/** The password inside an address, `undefined` where there is none, and whether its host is this machine. */
function readCredentials(address: string): {
  readonly password: string | undefined;
  readonly isLocal: boolean;
} {
  const text = address.replace(/^([a-z]+)(-cluster)?:\/\//, 'http://').split(',', 1)[0] ?? '';
  if (!URL.canParse(text)) return { password: undefined, isLocal: true };
  const { password, hostname } = new URL(text);
  return {
    password: password === '' ? undefined : decodeURIComponent(password),
    isLocal: isLocalHost(hostname),
  };
}

function checkServerPassword(name: string, address: string | undefined): string[] {
  if (address === undefined) return [];
  const { password, isLocal } = readCredentials(address);
  if (password === undefined)
    return isLocal ? [] : [`${name}: has no password, and its server is on another machine`];
  const weakness =
    password.length < 12 ? 'is shorter than 12 characters' : findWeakness(password, { minBits: 30 });
  return weakness === undefined ? [] : [`${name}: its password ${weakness}`];
}

/** Everything that must not be left to chance where others reach the program; all of it at once. */
export function checkProduction(env: Environment): string[] {
  const problems: string[] = [];
  if (env.DEALERSCOPE_SECRET === undefined) problems.push(`DEALERSCOPE_SECRET: is missing; ${make}`);
  else {
    const weakness = findWeakness(env.DEALERSCOPE_SECRET, { minBits: 100 });
    if (weakness !== undefined) problems.push(`DEALERSCOPE_SECRET: ${weakness}; ${make}`);
  }
  if (env.DEALERSCOPE_PUBLIC_URL === undefined)
    problems.push('DEALERSCOPE_PUBLIC_URL: is missing; the address under which people reach the program');
  else {
    const { protocol, hostname } = new URL(env.DEALERSCOPE_PUBLIC_URL);
    if (protocol !== 'https:' && !isLocalHost(hostname))
      problems.push('DEALERSCOPE_PUBLIC_URL: must be https, or passwords and cookies travel in the clear');
  }
  if (env.DEALERSCOPE_OWNER_PASSWORD !== undefined) {
    const password = env.DEALERSCOPE_OWNER_PASSWORD;
    const weakness =
      password.length < 12 ? 'is shorter than 12 characters' : findWeakness(password, { minBits: 30 });
    if (weakness !== undefined)
      problems.push(`DEALERSCOPE_OWNER_PASSWORD: ${weakness}; leave it out, and a one-time password is made`);
  }
  if (env.GSA_API_KEY === 'DEMO_KEY') problems.push('GSA_API_KEY: DEMO_KEY is everybody’s; use your own');
  return [
    ...problems,
    ...checkServerPassword('DATABASE_URL', env.DATABASE_URL),
    ...checkServerPassword('REDIS_URL', env.REDIS_URL?.text),
  ];
}
