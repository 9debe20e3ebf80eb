import path from 'node:path';
import type { OutboundAllowance } from '../platform/http/outbound-policy.ts';
import type { RedisAddress } from '../platform/limiter/parse-redis-url.ts';
import { findMailProblems, readMail } from './check-mail.ts';
import { checkProduction } from './check-production.ts';
import { type Environment, environmentSchema } from './environment-schema.ts';

export interface Config {
  /** Absolute path of the folder that holds everything of this installation. */
  readonly home: string;
  readonly databaseUrl: string | undefined;
  /** Where limits are shared; undefined: counted in this process. */
  readonly redis: RedisAddress | undefined;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Networks whose `X-Forwarded-For` and `-Proto` are believed. */
    readonly trustedProxies: readonly string[];
    /** Origins whose pages may ask with a key. */
    readonly corsOrigins: readonly string[];
  };
  readonly identity: {
    /** Sign cookies; undefined: made once and kept in the home. */
    readonly secrets: { readonly current: string; readonly others: readonly string[] } | undefined;
    /** Origin under which people reach the program; undefined: whatever host they used. */
    readonly publicUrl: string | undefined;
    readonly owner: { readonly email: string; readonly password: string | undefined };
    /** For one address, and for one account. */
    readonly requestsPerMinute: number;
    /** Whether strangers may make dealerships of their own. */
    readonly isSignUpOpen: boolean;
    /** Other services whose access tokens may be made here. */
    readonly audiences: readonly string[];
  };
  /** Undefined: no mail is sent. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | undefined;
  readonly logLevel: Environment['LOG_LEVEL'];
  readonly gsa: { readonly apiKey: string | undefined; readonly baseUrl: string };
  /** Hosts, addresses and networks that may be asked although they are not on the public internet. */
  readonly outboundAllow: readonly OutboundAllowance[];
  /** Every secret above by itself, for taking it out of logs and errors. */
  readonly secrets: readonly string[];
  /** Whether the shipped sample captures are ingested into an empty market. */
  readonly withSample: boolean;
}

/** What the environment says is wrong, all of it at once. */
export class ConfigProblemError extends Error {
  readonly code = 'bad_config';
  constructor(problems: readonly string[]) {
    super(`The settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigProblemError';
  }
}

export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  // an empty variable means "not set", as in `PORT= npm start`
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(present);
  // even where something else is wrong already: one look must show everything
  const isProduction = present.NODE_ENV === 'production' || present.DEALERSCOPE_ENV === 'production';
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const right = parsed.success ? parsed.data : readWhatIsRight(present);
  problems.push(...findMailProblems(right));
  if (right.DEALERSCOPE_SECRET_PREVIOUS && right.DEALERSCOPE_SECRET === undefined)
    problems.push('DEALERSCOPE_SECRET_PREVIOUS: goes with DEALERSCOPE_SECRET, which is not set');
  if (isProduction) problems.push(...checkProduction(right));
  const unique = problems.filter(
    (problem, at) => problems.findIndex((other) => nameOf(other) === nameOf(problem)) === at,
  );
  if (!parsed.success || unique.length > 0) throw new ConfigProblemError(unique);
  const env = parsed.data;
  return {
    home: path.resolve(env.DEALERSCOPE_HOME),
    databaseUrl: env.DATABASE_URL,
    redis: env.REDIS_URL?.address,
    http: {
      host: env.HOST,
      port: env.PORT,
      trustedProxies: env.TRUSTED_PROXIES ?? [],
      corsOrigins: env.CORS_ORIGINS ?? [],
    },
    identity: {
      secrets:
        env.DEALERSCOPE_SECRET === undefined
          ? undefined
          : { current: env.DEALERSCOPE_SECRET, others: env.DEALERSCOPE_SECRET_PREVIOUS ?? [] },
      publicUrl: env.DEALERSCOPE_PUBLIC_URL && new URL(env.DEALERSCOPE_PUBLIC_URL).origin,
      owner: { email: env.DEALERSCOPE_OWNER_EMAIL, password: env.DEALERSCOPE_OWNER_PASSWORD },
      requestsPerMinute: env.DEALERSCOPE_REQUESTS_PER_MINUTE,
      isSignUpOpen: env.DEALERSCOPE_SIGN_UP === 'open',
      audiences: env.DEALERSCOPE_TOKEN_AUDIENCES ?? [],
    },
    mail: readMail(env),
    logLevel: env.LOG_LEVEL,
    gsa: { apiKey: env.GSA_API_KEY, baseUrl: env.GSA_API_URL },
    outboundAllow: env.OUTBOUND_ALLOW ?? [],
    secrets: listSecrets(present),
    withSample: env.DEALERSCOPE_SAMPLE === 'on',
  };
}

/** Also of settings that are wrong: what is told about them must not repeat them either. */
export function listSecrets(environment: Record<string, string | undefined> = process.env): string[] {
  const named = ['DEALERSCOPE_SECRET', 'DEALERSCOPE_OWNER_PASSWORD', 'GSA_API_KEY'].map(
    (name) => environment[name],
  );
  const inAddresses = ['DATABASE_URL', 'REDIS_URL', 'DEALERSCOPE_SMTP_URL'].flatMap((name) => {
    const password = /:\/\/[^:/@]*:([^@]*)@/.exec(environment[name] ?? '')?.[1];
    return password === undefined ? [] : [password, safeDecode(password)];
  });
  const previous = (environment.DEALERSCOPE_SECRET_PREVIOUS ?? '').split(',').map((secret) => secret.trim());
  return [...named, ...previous.filter(Boolean), ...inAddresses].filter((secret) => secret !== undefined);
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const nameOf = (problem: string): string => problem.split(':', 1)[0] ?? '';

/** The environment without the variables that cannot be read, which are listed already. */
function readWhatIsRight(present: Record<string, string | undefined>): Environment {
  const wrong = new Set(environmentSchema.safeParse(present).error?.issues.map((issue) => issue.path[0]));
  return environmentSchema.parse(
    Object.fromEntries(Object.entries(present).filter(([name]) => !wrong.has(name))),
  );
}
