import { createServer } from '../../src/api/create-server.ts';
import type { Server } from '../../src/api/server-type.ts';
import { createApplication } from '../../src/app/application.ts';
import { type OpenMarket, openMarket } from '../../src/app/market/open-market.ts';
import type { Role } from '../../src/contracts/identity.ts';
import type { OrgId } from '../../src/core/kernel/ids.ts';
import { createIdentity, type Identity } from '../../src/identity/identity.ts';
import type { Mail } from '../../src/identity/security/alerts.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { DatabaseLink } from '../../src/platform/database/database-link.ts';
import { createOutboundClient } from '../../src/platform/http/outbound-client.ts';
import { parseOutboundAllowances } from '../../src/platform/http/outbound-policy.ts';
import { openLimiter } from '../../src/platform/limiter/open-limiter.ts';
import { parseRedisUrl } from '../../src/platform/limiter/parse-redis-url.ts';
import { createLogger, type Logger } from '../../src/platform/logger.ts';
import type { Secrets } from '../../src/platform/seal.ts';
import type { Mailer } from '../../src/providers/mail/mailer.ts';
import { openStore, type Store } from '../../src/store/connection.ts';
import { openListener } from '../../src/store/listen.ts';
import { ensureOrganisation } from '../../src/store/organisations.writer.ts';
import { shippedTools } from './shipped-tools.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export const ours = 'org_ours' as OrgId;
export const theirs = 'org_theirs' as OrgId;
export const password = 'maple-anchor-violet-37';
export const host = 'localhost:8300';
export const origin = `http://${host}`;

export interface Ask {
  readonly cookie?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly remoteAddress?: string;
}

export interface IdentityServer {
  readonly server: Server;
  readonly identity: Identity;
  readonly store: Store;
  readonly connectionString: string;
  readonly market: OpenMarket;
  /** One request as a browser of ours would send it. */
  ask(method: string, url: string, options?: Ask): ReturnType<typeof inject>;
  /** A person with {@link password}, answered with their session's cookie. */
  addPerson(email: string, role: Role, orgId?: OrgId): Promise<{ userId: string; cookie: string }>;
  signIn(email: string, given?: string, options?: Ask): ReturnType<typeof inject>;
  close(): Promise<void>;
}

const inject = (server: Server, method: string, url: string, options: Ask) =>
  server.inject({
    method: method as 'GET',
    url,
    ...(options.body !== undefined && { payload: JSON.stringify(options.body) }),
    ...(options.remoteAddress && { remoteAddress: options.remoteAddress }),
    headers: {
      host,
      ...(method !== 'GET' && { origin }),
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
      ...(options.cookie && { cookie: options.cookie }),
      ...(options.key && { authorization: `Bearer ${options.key}` }),
      ...options.headers,
    },
  });

/** What a browser sends back of the cookies that an answer set. */
export const toCookie = (answer: { headers: Record<string, unknown> }): string => {
  const set = answer.headers['set-cookie'];
  return (Array.isArray(set) ? set : [set])
    .filter((cookie): cookie is string => typeof cookie === 'string' && !/Max-Age=0/i.test(cookie))
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
};

/** Moves on with each {@link lapse}; for all servers of a test. */
let lapsedMs = 0;
/** After this nothing that a server knew of its callers is fresh any more, for rows that a test changes by hand. */
export const lapse = (): void => {
  lapsedMs += 1_001;
};

/** The whole server on a database of its own with two dealerships, asked without a network. */
export async function startIdentityServer({
  clock = systemClock,
  requestsPerMinute = 100_000,
  publicUrl,
  mailer,
  isSignUpOpen = false,
  audiences = [],
  trustedProxies = [],
  corsOrigins = [],
  webFolder = '/nonexistent',
  outboundAllow = [],
  sendMail,
  secrets = { current: 'a secret of forty characters for the tests', others: [] },
  redis,
  bcryptCost = 4,
  nowMs = () => performance.now() + lapsedMs,
  listens = false,
  database: given,
  logger = createLogger('silent'),
}: {
  clock?: Clock;
  requestsPerMinute?: number;
  publicUrl?: string;
  mailer?: Mailer;
  isSignUpOpen?: boolean;
  audiences?: readonly string[];
  trustedProxies?: readonly string[];
  corsOrigins?: readonly string[];
  webFolder?: string;
  /** As in `OUTBOUND_ALLOW`. */
  outboundAllow?: readonly string[];
  sendMail?: (mail: Mail) => Promise<void>;
  secrets?: Secrets;
  /** As in `REDIS_URL`: limits are shared with other programs. */
  redis?: string;
  /** Left out: the least there is, for a test has no secrets. */
  bcryptCost?: number;
  /** Of a clock that is never set, for how old what is known of callers may be. */
  nowMs?: () => number;
  /** Whether it hears by NOTIFY what others change. */
  listens?: boolean;
  /** Left out: one of its own. */
  database?: TestDatabase;
  logger?: Logger;
} = {}): Promise<IdentityServer> {
  const database = given ?? (await createTestDatabase());
  const store = openStore(database.connectionString);
  const accounts = openStore(database.connectionString, { maxConnections: 6 });
  const { tools, engineVersion } = await shippedTools();
  const market = await openMarket({
    db: store.db,
    loadEngine: async () => ({ version: engineVersion, tools }),
    onNews: () => undefined,
    onError: (error) => logger.warn({ err: error }, 'the market cannot be read'),
  });
  await ensureOrganisation(store.db, ours, 'Ours');
  await ensureOrganisation(store.db, theirs, 'Theirs');
  const listener = listens
    ? openListener({ connectionString: database.connectionString, db: store.db })
    : undefined;
  const limiter = await openLimiter({
    redis: redis === undefined ? undefined : parseRedisUrl(redis),
    monotonicMs: () => Date.parse(clock.now()),
    logger,
  });
  const allow = parseOutboundAllowances(outboundAllow);
  const outbound = createOutboundClient({ userAgent: 'tests', allow });
  const identity = createIdentity({
    db: store.db,
    accountsDb: accounts.db,
    clock,
    monotonicMs: () => Date.parse(clock.now()),
    limits: limiter.store,
    mailer,
    outbound,
    outboundAllow: allow,
    sendMail,
    listener,
    nowMs,
    settings: {
      secrets,
      publicUrl: publicUrl ?? origin,
      isSignUpOpen,
      audiences,
      bcryptCost,
    },
  });
  const server = await createServer({
    identity,
    appFor: (orgId, actor) => createApplication({ db: store.db, desk: market.desk, clock, orgId, actor }),
    publicUrl,
    trustedProxies,
    corsOrigins,
    webFolder,
    limiter,
    isLocal: true,
    requestsPerMinute,
    logger,
    findMissing: async () => [],
    marketShare: () => 1,
    noteLost: new DatabaseLink(logger).note,
  });
  await server.ready();
  await market.desk.follower.refresh();
  const ask = (method: string, url: string, options: Ask = {}) => inject(server, method, url, options);
  const signIn = (email: string, given = password, options: Ask = {}) =>
    ask('POST', '/api/v1/auth/sign-in', { ...options, body: { email, password: given } });
  return {
    server,
    identity,
    store,
    connectionString: database.connectionString,
    market,
    ask,
    signIn,
    async addPerson(email, role, orgId = ours) {
      const { userId } = await identity.operate.createPerson({
        email,
        name: 'Someone',
        role,
        orgId,
        password,
      });
      return { userId, cookie: toCookie(await signIn(email)) };
    },
    async close() {
      await server.close();
      await market.stop();
      await outbound.close();
      await listener?.close();
      await accounts.close();
      await store.close();
      limiter.close();
      if (!given) await database.drop();
    },
  };
}
