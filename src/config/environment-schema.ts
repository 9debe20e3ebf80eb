import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { parseOutboundAllowances } from '../platform/http/outbound-policy.ts';
import { parseRedisUrl } from '../platform/limiter/parse-redis-url.ts';

/** Comma-separated; blanks around the entries do not count. */
const toList = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** What the parser throws becomes the problem that is listed. */
const parsedBy = <T>(parse: (text: string) => T) =>
  z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });

function parseNetworks(text: string): string[] {
  const networks = toList(text);
  for (const network of networks) {
    if (!ipaddr.isValid(network) && !ipaddr.isValidCIDR(network))
      throw new TypeError(`${network} is neither an address nor a network such as 10.0.0.0/8`);
    if (/\/0+$/.test(network)) throw new TypeError(`${network} would believe everybody`);
  }
  return networks;
}

function parseOrigins(text: string): string[] {
  const origins = toList(text);
  for (const origin of origins)
    if (!/^https?:/.test(origin) || !URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new TypeError(`${origin} is not an origin such as https://tools.example.com`);
  return origins;
}

const secretSchema = z
  .string()
  .min(32, 'needs 32 characters or more, such as the output of: openssl rand -base64 32');

export const environmentSchema = z.object({
  NODE_ENV: z.string().optional(),
  DEALERSCOPE_ENV: z.enum(['development', 'production']).optional(),
  DEALERSCOPE_HOME: z.string().min(1).default('.dealerscope'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: parsedBy((text) => ({ text, address: parseRedisUrl(text) })).optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  TRUSTED_PROXIES: parsedBy(parseNetworks).optional(),
  CORS_ORIGINS: parsedBy(parseOrigins).optional(),
  OUTBOUND_ALLOW: parsedBy((text) => parseOutboundAllowances(toList(text))).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  GSA_API_KEY: z.string().min(1).optional(),
  GSA_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.gsa.gov/assets/gsaauctions/v2/auctions'),
  DEALERSCOPE_SECRET: secretSchema.optional(),
  DEALERSCOPE_SECRET_PREVIOUS: z.string().transform(toList).pipe(z.array(secretSchema)).optional(),
  DEALERSCOPE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DEALERSCOPE_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  DEALERSCOPE_MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^\r\n<>@]{1,100} )?<?[^\s<>@]{1,64}@[^\s<>@]{1,190}>?$/,
      'such as DealerScope <deals@example.com>',
    )
    .optional(),
  DEALERSCOPE_SIGN_UP: z.enum(['invitation', 'open']).default('invitation'),
  DEALERSCOPE_TOKEN_AUDIENCES: z.string().transform(toList).optional(),
  DEALERSCOPE_OWNER_EMAIL: z.string().min(3).max(254).default('owner@localhost'),
  DEALERSCOPE_OWNER_PASSWORD: z.string().min(1).optional(),
  DEALERSCOPE_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(6000),
  DEALERSCOPE_SAMPLE: z.enum(['on', 'off']).default('on'),
});

export type Environment = z.infer<typeof environmentSchema>;
