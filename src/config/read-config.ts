import path from 'node:path';
import { z } from 'zod';

/** Comma-separated; blanks around the entries do not count. */
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);

const environmentSchema = z.object({
  DEALERSCOPE_HOME: z.string().min(1).default('.dealerscope'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  GSA_API_KEY: z.string().min(1).optional(),
  GSA_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.gsa.gov/assets/gsaauctions/v2/auctions'),
  NODE_ENV: z.string().optional(),
  DEALERSCOPE_SECRET: z
    .string()
    .min(32, 'needs 32 characters or more, such as the output of: openssl rand -base64 32')
    .optional(),
  DEALERSCOPE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DEALERSCOPE_TRUST_PROXY: z.enum(['on', 'off']).default('off'),
  DEALERSCOPE_OWNER_EMAIL: z.string().min(3).max(254).default('owner@localhost'),
  DEALERSCOPE_OWNER_PASSWORD: z.string().min(1).optional(),
  DEALERSCOPE_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(6000),
  OUTBOUND_ALLOW: list.default([]),
  DEALERSCOPE_SAMPLE: z.enum(['on', 'off']).default('on'),
});

export interface Config {
  /** Absolute path of the folder that holds everything of this installation. */
  readonly home: string;
  readonly databaseUrl: string | undefined;
  readonly http: { readonly host: string; readonly port: number };
  readonly identity: {
    /** Signs cookies; undefined: made once and kept in the home. */
    readonly secret: string | undefined;
    /** Origin under which people reach the program; undefined: whatever host they used. */
    readonly publicUrl: string | undefined;
    /** Whether `X-Forwarded-For` and `-Proto` are those of a proxy of ours. */
    readonly trustProxy: boolean;
    readonly owner: { readonly email: string; readonly password: string | undefined };
    /** For one address, and for one account. */
    readonly requestsPerMinute: number;
  };
  readonly logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL'];
  readonly gsa: { readonly apiKey: string | undefined; readonly baseUrl: string };
  /** Hosts, addresses and networks that may be asked although they are not on the public internet. */
  readonly outboundAllow: readonly string[];
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

/** What a machine that others reach must be told, rather than make up. */
const neededInProduction = ['DEALERSCOPE_SECRET', 'DEALERSCOPE_PUBLIC_URL'] as const;

export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  // an empty variable means "not set", as in `PORT= npm start`
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    throw new ConfigProblemError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    );
  }
  const env = parsed.data;
  if (env.NODE_ENV === 'production') {
    const missing = neededInProduction.filter((name) => env[name] === undefined);
    if (missing.length > 0)
      throw new ConfigProblemError(missing.map((name) => `${name}: needed when NODE_ENV is production`));
  }
  return {
    home: path.resolve(env.DEALERSCOPE_HOME),
    databaseUrl: env.DATABASE_URL,
    http: { host: env.HOST, port: env.PORT },
    identity: {
      secret: env.DEALERSCOPE_SECRET,
      publicUrl: env.DEALERSCOPE_PUBLIC_URL && new URL(env.DEALERSCOPE_PUBLIC_URL).origin,
      trustProxy: env.DEALERSCOPE_TRUST_PROXY === 'on',
      owner: { email: env.DEALERSCOPE_OWNER_EMAIL, password: env.DEALERSCOPE_OWNER_PASSWORD },
      requestsPerMinute: env.DEALERSCOPE_REQUESTS_PER_MINUTE,
    },
    logLevel: env.LOG_LEVEL,
    gsa: { apiKey: env.GSA_API_KEY, baseUrl: env.GSA_API_URL },
    outboundAllow: env.OUTBOUND_ALLOW,
    withSample: env.DEALERSCOPE_SAMPLE === 'on',
  };
}
