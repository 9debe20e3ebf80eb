import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigProblemError, readConfig } from './read-config.ts';
import { findWeakness } from './weak-secret.ts';

const strong = () => randomBytes(32).toString('base64');
const good = () => ({
  NODE_ENV: 'production',
  DEALERSCOPE_SECRET: strong(),
  DEALERSCOPE_PUBLIC_URL: 'https://deals.example.com',
});

function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigProblemError)
      return error.message
        .split('\n')
        .slice(1)
        .map((line) => line.replace('  - ', ''));
    throw error;
  }
}
const namesOf = (environment: Record<string, string>) =>
  problemsOf(environment).map((problem) => problem.split(':', 1)[0]);

describe('settings', () => {
  it('need nothing on a machine of one’s own', () => {
    expect(readConfig({})).toMatchObject({
      http: { host: '127.0.0.1', port: 8080, trustedProxies: [], corsOrigins: [] },
      redis: undefined,
      outboundAllow: [],
    });
  });

  it('are listed all at once where they are wrong', () => {
    expect(
      namesOf({
        PORT: 'eighty',
        DATABASE_URL: 'mysql://x',
        REDIS_URL: 'redis://a:1,b:2',
        TRUSTED_PROXIES: 'everybody',
        CORS_ORIGINS: '*',
        OUTBOUND_ALLOW: 'http://x/',
        LOG_LEVEL: 'loud',
      }).toSorted(),
    ).toEqual([
      'CORS_ORIGINS',
      'DATABASE_URL',
      'LOG_LEVEL',
      'OUTBOUND_ALLOW',
      'PORT',
      'REDIS_URL',
      'TRUSTED_PROXIES',
    ]);
  });

  it.each(['0.0.0.0/0', '::/0', 'nowhere', '10.0.0.0/99', '10.0.0.1:80'])(
    'trust no proxy written %s',
    (text) => {
      expect(namesOf({ TRUSTED_PROXIES: text })).toEqual(['TRUSTED_PROXIES']);
    },
  );

  it.each(['*', 'null', 'https://a.example/', 'https://a.example/path', 'a.example', 'file://x'])(
    'open to no origin written %s',
    (text) => {
      expect(namesOf({ CORS_ORIGINS: text })).toEqual(['CORS_ORIGINS']);
    },
  );

  it('become typed values', () => {
    expect(
      readConfig({
        TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8',
        CORS_ORIGINS: 'https://a.example,http://localhost:3000',
        REDIS_URL: 'redis-cluster://a:1,b:2',
        OUTBOUND_ALLOW: '127.0.0.1:9000',
      }),
    ).toMatchObject({
      http: {
        trustedProxies: ['10.0.0.0/8', 'fd00::/8'],
        corsOrigins: ['https://a.example', 'http://localhost:3000'],
      },
      redis: { kind: 'cluster', nodes: [{ host: 'a' }, { host: 'b' }] },
      outboundAllow: [{ port: 9000 }],
    });
  });
});

describe('settings in production', () => {
  it('are enough with a random secret and an https address', () => {
    for (let at = 0; at < 500; at++) expect(problemsOf(good())).toEqual([]);
    expect(problemsOf({ ...good(), DEALERSCOPE_SECRET: randomBytes(32).toString('hex') })).toEqual([]);
    expect(problemsOf({ ...good(), NODE_ENV: '', DEALERSCOPE_ENV: 'production' })).toEqual([]);
  });

  it('stop the start with a list of everything that is missing or weak', () => {
    const problems = problemsOf({
      DEALERSCOPE_ENV: 'production',
      PORT: 'eighty',
      DEALERSCOPE_SECRET: 'change-me-change-me-change-me-change-me',
      DEALERSCOPE_OWNER_PASSWORD: 'dealer',
      DATABASE_URL: 'postgres://postgres:postgres@db.example.com/dealerscope',
      REDIS_URL: 'redis://cache.example.com:6379',
      GSA_API_KEY: 'DEMO_KEY',
    });
    expect(problems.map((problem) => problem.split(':', 1)[0]).toSorted()).toEqual([
      'DATABASE_URL',
      'DEALERSCOPE_OWNER_PASSWORD',
      'DEALERSCOPE_PUBLIC_URL',
      'DEALERSCOPE_SECRET',
      'GSA_API_KEY',
      'PORT',
      'REDIS_URL',
    ]);
    expect(problems.join('\n')).not.toMatch(/change-me|postgres:postgres|'dealer'/);
  });

  it.each([
    ['too short', 'abc'],
    ['one letter', 'a'.repeat(40)],
    ['a word again and again', 'walnut'.repeat(8)],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz0123456789'],
    ['a default', `${'x7Qp2'.repeat(3)}-changeme-${'9kLm4'.repeat(3)}`],
    ['the manual’s example', 'openssl-rand-base64-32-goes-here-example'],
    ['few letters', '0101101001011010010110100101101011010010'],
  ])('refuse as a secret %s', (_name, secret) => {
    expect(namesOf({ ...good(), DEALERSCOPE_SECRET: secret })).toEqual(['DEALERSCOPE_SECRET']);
  });

  it.each([
    ['plain http', { DEALERSCOPE_PUBLIC_URL: 'http://deals.example.com' }, 'DEALERSCOPE_PUBLIC_URL'],
    [
      'a database without a password elsewhere',
      { DATABASE_URL: 'postgres://app@db.example.com/x' },
      'DATABASE_URL',
    ],
    [
      'a database with a short password',
      { DATABASE_URL: 'postgres://app:k3Jd@db.example.com/x' },
      'DATABASE_URL',
    ],
    [
      'a cluster with a default password',
      { REDIS_URL: 'redis-cluster://:password1234@a:1,b:2' },
      'REDIS_URL',
    ],
  ])('refuse %s', (_name, change, name) => {
    expect(namesOf({ ...good(), ...change })).toEqual([name]);
  });

  it('take a server on this machine without a password', () => {
    expect(
      problemsOf({
        ...good(),
        DATABASE_URL: 'postgres://app@localhost/x',
        REDIS_URL: 'redis://127.0.0.1:6379',
        DEALERSCOPE_PUBLIC_URL: 'http://localhost:8080',
      }),
    ).toEqual([]);
  });

  it('are never repeated where they are refused', () => {
    const canary = 'canary-password-canary';
    const message = problemsOf({
      NODE_ENV: 'production',
      DEALERSCOPE_SECRET: `${canary}`,
      DEALERSCOPE_OWNER_PASSWORD: canary,
      DATABASE_URL: `mysql://u:${canary}@h/x`,
      REDIS_URL: `redis://u:${canary}@h,other`,
      GSA_API_URL: `ftp://u:${canary}@h/`,
      DEALERSCOPE_PUBLIC_URL: `ftp://u:${canary}@h/`,
      PORT: canary,
      LOG_LEVEL: canary,
    }).join('\n');
    expect(message).toContain('PORT');
    expect(message).not.toContain(canary);
  });
});

it('no random secret of 32 bytes is called weak', () => {
  for (let at = 0; at < 20_000; at++) {
    const bytes = createHash('sha256').update(`${at}`).digest();
    for (const text of [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')])
      expect(findWeakness(text, { minBits: 100 })).toBeUndefined();
  }
});
