import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Application, createApplication } from './app/application.ts';
import { defaultOrgId } from './app/dealership.ts';
import type { EngineNews } from './app/engine/engine-keeper.ts';
import { loadEngine } from './app/engine/load-engine.ts';
import type { IngestDeps } from './app/ingest-capture.ts';
import { type OpenMarket, openMarket } from './app/market/open-market.ts';
import { keepThePast } from './app/past/keep-the-past.ts';
import { pollSource } from './app/poll-source.ts';
import type { Config } from './config/read-config.ts';
import type { OrgId } from './core/kernel/ids.ts';
import { operator } from './identity/caller.ts';
import { createIdentity, type Identity } from './identity/identity.ts';
import { toAlertLetter } from './identity/mail/compose-mail.ts';
import { openSecrets, type SecretUse } from './identity/open-secrets.ts';
import { alertDeliver } from './jobs/alert-deliver.ts';
import type { Job } from './jobs/job.ts';
import { mailSend } from './jobs/mail-send.ts';
import { mailsResume } from './jobs/mails-resume.ts';
import { pastKeep } from './jobs/past-keep.ts';
import { personExport } from './jobs/person-export.ts';
import { prepareQueue } from './jobs/prepare-queue.ts';
import { privacyTidy } from './jobs/privacy-tidy.ts';
import { signingKeysRotate } from './jobs/signing-keys-rotate.ts';
import { sourcePoll } from './jobs/source-poll.ts';
import { type Clock, createSteadyClock, monotonicMs, systemClock } from './platform/clock.ts';
import { DatabaseLink } from './platform/database/database-link.ts';
import type { DatabaseProblemError } from './platform/database/database-problem-error.ts';
import type { ServerTrouble } from './platform/database/embedded/watch-server.ts';
import { holdStartLock } from './platform/database/hold-start-lock.ts';
import { isDenied } from './platform/database/is-denied.ts';
import { migrateDatabase } from './platform/database/migrate.ts';
import { type OpenDatabase, openDatabase } from './platform/database/open-database.ts';
import { type DatabaseWatch, watchDatabase } from './platform/database/watch-database.ts';
import { dataFolder } from './platform/folders.ts';
import { guardGlobalFetch } from './platform/http/guard-global-fetch.ts';
import { createOutboundClient, type OutboundClient } from './platform/http/outbound-client.ts';
import { createPoliteClient } from './platform/http/polite-client.ts';
import type { LimitStore } from './platform/limiter/limit-store.ts';
import { MemoryLimitStore } from './platform/limiter/memory-limit-store.ts';
import { type OpenLimiter, openLimiter } from './platform/limiter/open-limiter.ts';
import type { Logger } from './platform/logger.ts';
import { loadAppraisalTools } from './platform/reference/load-appraisal-tools.ts';
import { readValueModel } from './platform/reference/load-value-model.ts';
import type { Secrets } from './platform/seal.ts';
import type { Mailer } from './providers/mail/mailer.ts';
import { createSmtpMailer } from './providers/mail/smtp-mailer.ts';
import type { PoliteClient } from './sources/_kit/polite-client.ts';
import type { Actor } from './store/audit.writer.ts';
import { type Database, openStore } from './store/connection.ts';
import { type Listener, openListener } from './store/listen.ts';
import { ensureOrganisation } from './store/organisations.writer.ts';

const userAgent = 'DealerScope/0.1';

/** Everything built and wired once; `dispose` ends it in the reverse order. */
export interface Context {
  readonly database: OpenDatabase;
  readonly db: Database;
  /** What all connections of this program know of the database. */
  readonly link: DatabaseLink;
  readonly watch: DatabaseWatch;
  readonly clock: Clock;
  /** The use cases as the operator of the first dealership: for the command line and for jobs. */
  readonly app: Application;
  /** Hears what other programs change; a command has none. */
  readonly listener: Listener | undefined;
  /** The market in memory: empty until it is read or followed. */
  readonly market: OpenMarket;
  /** The use cases bound to a caller's dealership. */
  readonly appFor: (orgId: OrgId, actor: Actor) => Application;
  /** The person at the terminal, for the log. */
  readonly operator: Actor;
  readonly identity: Identity;
  /** The one way out to other sites. */
  readonly client: PoliteClient;
  /** Counts requests and failed sign-ins. */
  readonly limiter: OpenLimiter;
  readonly jobs: readonly Job[];
  /** What ingesting needs. */
  readonly ingestDeps: () => IngestDeps;
  dispose(): Promise<void>;
}

export interface ContextOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** The command line may join the database of a server that runs already. */
  readonly mayShare: boolean;
  readonly onProgress?: (step: string) => void;
  /** Told when the start has to wait for that of another program. */
  readonly onWaiting?: (why: string) => void;
  /** The rest of what is made once for all programs on the database, while no other makes it. */
  readonly prepare?: (context: Context) => Promise<void>;
}

const waitingForAnother = 'Waiting for another DealerScope that prepares this database';

function openIdentity(
  { connectionString }: OpenDatabase,
  db: Database,
  {
    config,
    clock,
    limits,
    outbound,
    secrets,
    listener,
    link,
  }: {
    readonly config: Config;
    readonly link: DatabaseLink;
    readonly clock: Clock;
    readonly limits: LimitStore;
    readonly outbound: OutboundClient;
    readonly secrets: Secrets;
    readonly listener?: Listener;
  },
): { readonly identity: Identity; readonly closeAccounts: () => Promise<void> } {
  const accounts = openStore(connectionString, { maxConnections: 6, link });
  const mailer: Mailer | undefined = config.mail && createSmtpMailer(config.mail);
  const identity = createIdentity({
    db,
    accountsDb: accounts.db,
    clock,
    monotonicMs,
    mailer,
    sendMail: mailer && ((mail) => mailer.send(toAlertLetter(mail))),
    limits,
    outbound,
    listener,
    outboundAllow: config.outboundAllow,
    settings: {
      isSignUpOpen: config.identity.isSignUpOpen,
      audiences: config.identity.audiences,
      secrets,
      publicUrl: config.identity.publicUrl ?? 'http://localhost',
    },
  });
  return {
    identity,
    async closeAccounts() {
      mailer?.close();
      await accounts.close();
    },
  };
}

/** Connections whose loss is noticed, from before the first statement is sent. */
function openWatchedStore(database: OpenDatabase, logger: Logger, silence: 'serving' | 'command') {
  const link = new DatabaseLink(logger);
  const watch = watchDatabase(database.connectionString, link);
  const store = openStore(database.connectionString, { silence, link });
  const closeStore = async () => {
    link.close();
    watch.stop();
    await store.close();
    await database.close();
  };
  return { link, watch, store, closeStore };
}

/** An access that the database refuses to a job is written down for the operator; the job fails as it would. */
const watchDenials = (job: Job, identity: Identity): Job => ({
  ...job,
  run: async (payload, logger) => {
    try {
      await job.run(payload, logger);
    } catch (error) {
      if (isDenied(error))
        await identity.security.recordFor(null, { kind: 'rls.denied', detail: { job: job.name } }, null);
      throw error;
    }
  },
});

function tellEngineNews(logger: Logger, news: EngineNews): void {
  if (news.kind === 'failed')
    logger.error(
      { err: news.error },
      'lots cannot be read with a newer engine; the one before stays in service',
    );
  else if (news.kind === 'other_engine')
    logger.warn(
      news,
      'another program reads lots with another engine, and began later; this one leaves them to it',
    );
  else
    logger.info(news, news.kind === 'changing' ? 'lots are being read anew' : 'a newer engine is in service');
}

/** How the embedded database fares, into the log. */
const tellTrouble = (logger: Logger) => ({
  onTrouble: ({ message, isRepeated }: ServerTrouble) => logger[isRepeated ? 'error' : 'warn'](message),
  onRestored: () => logger.info('PostgreSQL is there again'),
  onStorage: (problem: DatabaseProblemError | undefined) =>
    problem
      ? logger.error({ code: problem.code }, `Nothing is stored for now. ${problem.message}`)
      : logger.info('There is room on the disk again: what is sent is stored'),
});

/** People alone, for commands that appraise nothing and so need not wait for the tables of prices. */
export async function createPeopleContext({
  config,
  logger,
  onWaiting,
  secretUse = 'in-use',
}: Pick<ContextOptions, 'config' | 'logger' | 'onWaiting'> & {
  readonly secretUse?: SecretUse | undefined;
}): Promise<Pick<Context, 'identity' | 'dispose'>> {
  const { home, databaseUrl } = config;
  const unguard = guardGlobalFetch(config.outboundAllow);
  const database = await openDatabase({ home, databaseUrl, mayShare: true, ...tellTrouble(logger) });
  const { connectionString } = database;
  const { link, store, closeStore } = openWatchedStore(database, logger, 'command');
  const build = async () => {
    await migrateDatabase(connectionString, { link });
    await ensureOrganisation(store.db, defaultOrgId, 'My dealership');
    const given = config.identity.secrets;
    const secrets = await openSecrets(store.db, { home, given, use: secretUse });
    const outbound = createOutboundClient({ userAgent, allow: config.outboundAllow });
    const { identity, closeAccounts } = openIdentity(database, store.db, {
      config,
      link,
      clock: systemClock,
      limits: new MemoryLimitStore({ monotonicMs }),
      outbound,
      secrets,
    });
    return {
      identity,
      async dispose() {
        link.close();
        await outbound.close();
        await closeAccounts();
        await closeStore();
        await unguard();
      },
    };
  };
  try {
    return await holdStartLock(connectionString, build, { onWaiting: () => onWaiting?.(waitingForAnother) });
  } catch (error) {
    await closeStore();
    throw error;
  }
}

export async function createContext({
  config,
  logger,
  clock = systemClock,
  mayShare,
  onProgress,
  onWaiting,
  prepare,
}: ContextOptions): Promise<Context> {
  const unguard = guardGlobalFetch(config.outboundAllow);
  const opening = openDatabase({
    home: config.home,
    databaseUrl: config.databaseUrl,
    mayShare,
    ...(onProgress && { onProgress }),
    ...tellTrouble(logger),
  });
  // loading keeps this process busy for seconds, during which a server that runs already would seem not to answer
  if (mayShare) await opening;
  const [database, shipped] = await Promise.all([opening, loadAppraisalTools(dataFolder)]);
  const { connectionString } = database;
  const { link, watch, store, closeStore } = openWatchedStore(
    database,
    logger,
    mayShare ? 'command' : 'serving',
  );
  let listener: Listener | undefined;
  const build = async (): Promise<Context> => {
    await migrateDatabase(connectionString, { link });
    await prepareQueue(connectionString);
    const { db } = store;
    const limiter = await openLimiter({
      // commands ask nobody to wait
      redis: mayShare ? undefined : config.redis,
      monotonicMs,
      logger,
    });
    const outbound = createOutboundClient({ userAgent, allow: config.outboundAllow });
    await ensureOrganisation(db, defaultOrgId, 'My dealership');
    const secrets = await openSecrets(db, {
      home: config.home,
      given: config.identity.secrets,
      use: mayShare ? 'in-use' : 'as-given',
    });
    // commands end before anything that they would hear of matters
    if (!mayShare)
      listener = openListener({
        connectionString,
        db,
        link,
        onLoss: ({ message: reason }, times) => {
          if (times === 1) logger.warn({ reason }, 'changes of others are not heard at once');
        },
      });
    const { identity, closeAccounts } = openIdentity(database, db, {
      config,
      link,
      clock,
      limits: limiter.store,
      outbound,
      secrets,
      ...(listener && { listener }),
    });
    const client = createPoliteClient({ outbound, monotonicMs, sleep });
    const market = await openMarket({
      db,
      loadEngine: () =>
        loadEngine({
          db,
          shipped,
          loadWith: async (body) => {
            const own = readValueModel(body);
            return own.ok ? loadAppraisalTools(dataFolder, { model: own.model }) : undefined;
          },
          onRefused: (version, reason) =>
            logger.error(
              { version, reason },
              'a trained model cannot be read; the one before it stays in service',
            ),
        }),
      // a command reads once and leaves: what it would keep is what a server keeps
      ...(!mayShare && { snapshotFile: path.join(config.home, 'market.snapshot') }),
      onNews: (news) => tellEngineNews(logger, news),
      onError: (error) =>
        logger.warn(
          { reason: error instanceof Error ? error.message : String(error) },
          'the market cannot be read; what is known is shown',
        ),
    });
    const { desk, engine } = market;
    // what is kept is never taken back
    const steadyClock = createSteadyClock(clock, monotonicMs);
    const appFor = (orgId: OrgId, actor: Actor) => createApplication({ db, desk, clock, orgId, actor });
    const assertRoom = () => {
      const problem = database.findStorageProblem();
      if (problem) throw problem;
    };
    const ingestDeps = () => ({ db, assertRoom, engine: engine.value });
    const context: Context = {
      database,
      db,
      link,
      watch,
      clock,
      client,
      limiter,
      listener,
      market,
      app: appFor(defaultOrgId, operator),
      appFor,
      operator,
      identity,
      jobs: [
        mailSend(identity.sendMail),
        mailsResume(identity.resumeMails),
        signingKeysRotate(identity.rotateOldSigningKeys),
        alertDeliver((job) => identity.security.deliver(job)),
        personExport((exportId) => identity.privacy.gatherExport(exportId)),
        privacyTidy(() => identity.privacy.tidy()),
        pastKeep(() => keepThePast({ db, desk, clock: steadyClock })),
        // a source is asked only with the operator's own key
        ...(config.gsa.apiKey === undefined
          ? []
          : [
              sourcePoll(
                async () => pollSource('gsa-api', { ...ingestDeps(), clock, client, gsa: config.gsa }),
                '*/20 * * * *',
              ),
            ]),
      ].map((job) => watchDenials(job, identity)),
      ingestDeps,
      async dispose() {
        await market.stop();
        link.close();
        limiter.close();
        await listener?.close();
        await outbound.close();
        await closeAccounts();
        await closeStore();
        await unguard();
      },
    };
    try {
      await prepare?.(context);
      return context;
    } catch (error) {
      await context.dispose();
      throw error;
    }
  };
  try {
    return await holdStartLock(connectionString, build, { onWaiting: () => onWaiting?.(waitingForAnother) });
  } catch (error) {
    await listener?.close();
    await closeStore();
    throw error;
  }
}
