import { setTimeout as sleep } from 'node:timers/promises';
import { type Application, createApplication } from './app/application.ts';
import { defaultOrgId, readDealership } from './app/dealership.ts';
import type { IngestDeps } from './app/ingest-capture.ts';
import { learnCloses } from './app/learn-closes.ts';
import { learnHeldDays } from './app/learn-held-days.ts';
import { MarketRanking } from './app/market-ranking.ts';
import { pollSource } from './app/poll-source.ts';
import { reassessLots } from './app/reassess-lots.ts';
import { renewLots } from './app/renew-lots.ts';
import { weighOwnSales } from './app/training/own-sales.ts';
import { findModelInService } from './app/training/value-models.ts';
import type { Config } from './config/read-config.ts';
import type { AppraisalTools } from './core/appraisal.ts';
import type { OrgId } from './core/kernel/ids.ts';
import { operator } from './identity/caller.ts';
import { createIdentity, type Identity } from './identity/identity.ts';
import { toAlertLetter } from './identity/mail/compose-mail.ts';
import { openSecrets, type SecretUse } from './identity/open-secrets.ts';
import { alertDeliver } from './jobs/alert-deliver.ts';
import { dealershipReassess } from './jobs/dealership-reassess.ts';
import type { Job } from './jobs/job.ts';
import { mailSend } from './jobs/mail-send.ts';
import { mailsResume } from './jobs/mails-resume.ts';
import { personExport } from './jobs/person-export.ts';
import { prepareQueue } from './jobs/prepare-queue.ts';
import { privacyTidy } from './jobs/privacy-tidy.ts';
import { signingKeysRotate } from './jobs/signing-keys-rotate.ts';
import { sourcePoll } from './jobs/source-poll.ts';
import { type Clock, monotonicMs, systemClock } from './platform/clock.ts';
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
import { ensureOrganisation, findOrganisationIds } from './store/organisations.writer.ts';

const userAgent = 'DealerScope/0.1';

/** Everything built and wired once; `dispose` ends it in the reverse order. */
export interface Context {
  readonly database: OpenDatabase;
  readonly db: Database;
  /** What all connections of this program know of the database. */
  readonly link: DatabaseLink;
  readonly watch: DatabaseWatch;
  readonly tools: AppraisalTools;
  readonly engineVersion: string;
  readonly clock: Clock;
  /** The use cases as the operator of the first dealership: for the command line and for jobs. */
  readonly app: Application;
  readonly ranking: MarketRanking;
  /** Reads anew what an older version read; answers how many lots. */
  readonly renewLots: () => Promise<number>;
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
  /** What ingesting needs, with the dealerships' settings as they are now. */
  readonly readIngestDeps: () => Promise<IngestDeps>;
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
    link,
  }: {
    readonly config: Config;
    readonly link: DatabaseLink;
    readonly clock: Clock;
    readonly limits: LimitStore;
    readonly outbound: OutboundClient;
    readonly secrets: Secrets;
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
    const { identity, closeAccounts } = openIdentity(database, db, {
      config,
      link,
      clock,
      limits: limiter.store,
      outbound,
      secrets,
    });
    const client = createPoliteClient({ outbound, monotonicMs, sleep });
    const inService = await findModelInService(db, (version, reason) =>
      logger.error({ version, reason }, 'a trained model cannot be read; the one before it stays in service'),
    );
    const own = inService && readValueModel(inService.body);
    const { tools: loadedTools, engineVersion: loadedVersion } = own?.ok
      ? await loadAppraisalTools(dataFolder, { model: own.model })
      : shipped;
    const closes = await learnCloses(db);
    const held = await learnHeldDays(db);
    const valuer = await weighOwnSales(db, loadedTools.valuer, loadedTools.vinDecoder);
    const costTables = { ...loadedTools.costTables, ...(held && { held }) };
    const tools: AppraisalTools = { ...loadedTools, valuer, costTables, ...(closes && { closes }) };
    const engineVersion = loadedVersion.replace(loadedTools.valuer.version, valuer.version);
    const ranking = new MarketRanking({ db, tools, engineVersion });
    const appFor = (orgId: OrgId, actor: Actor) =>
      createApplication({ db, tools, engineVersion, ranking, clock, orgId, actor });
    const assertRoom = () => {
      const problem = database.findStorageProblem();
      if (problem) throw problem;
    };
    const readIngestDeps = async () => ({
      db,
      assertRoom,
      tools,
      engineVersion,
      dealerships: await Promise.all(
        (await findOrganisationIds(db)).map((orgId) => readDealership(db, orgId)),
      ),
    });
    const context: Context = {
      database,
      db,
      link,
      watch,
      tools,
      engineVersion,
      clock,
      client,
      limiter,
      ranking,
      renewLots: async () => renewLots({ db, tools, engineVersion, orgIds: await findOrganisationIds(db) }),
      app: appFor(defaultOrgId, operator),
      appFor,
      operator,
      identity,
      jobs: [
        dealershipReassess((orgId) => reassessLots(orgId as OrgId, { db, tools, engineVersion, assertRoom })),
        mailSend(identity.sendMail),
        mailsResume(identity.resumeMails),
        signingKeysRotate(identity.rotateOldSigningKeys),
        alertDeliver((job) => identity.security.deliver(job)),
        personExport((exportId) => identity.privacy.gatherExport(exportId)),
        privacyTidy(() => identity.privacy.tidy()),
        // a source is asked only with the operator's own key
        ...(config.gsa.apiKey === undefined
          ? []
          : [
              sourcePoll(
                async () =>
                  pollSource('gsa-api', { ...(await readIngestDeps()), clock, client, gsa: config.gsa }),
                '*/20 * * * *',
              ),
            ]),
      ].map((job) => watchDenials(job, identity)),
      readIngestDeps,
      async dispose() {
        link.close();
        limiter.close();
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
    await closeStore();
    throw error;
  }
}
