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
  OUTBOUND_ALLOW: list.default([]),
  DEALERSCOPE_SAMPLE: z.enum(['on', 'off']).default('on'),
});

export interface Config {
  /** Absolute path of the folder that holds everything of this installation. */
  readonly home: string;
  readonly databaseUrl: string | undefined;
  readonly http: { readonly host: string; readonly port: number };
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

const loopbackHosts = new Set(['127.0.0.1', '::1', 'localhost']);

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
  if (!loopbackHosts.has(env.HOST)) {
    throw new ConfigProblemError([
      `HOST: ${env.HOST} is not a loopback address; until sign-in exists DealerScope listens on this machine only (127.0.0.1, ::1 or localhost)`,
    ]);
  }
  return {
    home: path.resolve(env.DEALERSCOPE_HOME),
    databaseUrl: env.DATABASE_URL,
    http: { host: env.HOST, port: env.PORT },
    logLevel: env.LOG_LEVEL,
    gsa: { apiKey: env.GSA_API_KEY, baseUrl: env.GSA_API_URL },
    outboundAllow: env.OUTBOUND_ALLOW,
    withSample: env.DEALERSCOPE_SAMPLE === 'on',
  };
}
