import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Application, createApplication } from './app/application.ts';
import { defaultOrgId, readDealership } from './app/dealership.ts';
import type { IngestDeps } from './app/ingest-capture.ts';
import { learnCloses } from './app/learn-closes.ts';
import { MarketRanking } from './app/market-ranking.ts';
import { pollSource } from './app/poll-source.ts';
import { reassessLots } from './app/reassess-lots.ts';
import { weighOwnSales } from './app/training/own-sales.ts';
import { findModelInService } from './app/training/value-models.ts';
import type { Config } from './config/read-config.ts';
import type { AppraisalTools } from './core/appraise.ts';
import type { OrgId } from './core/kernel/ids.ts';
import { dealershipReassess } from './jobs/dealership-reassess.ts';
import type { Job } from './jobs/job.ts';
import { sourcePoll } from './jobs/source-poll.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { migrateDatabase } from './platform/database/migrate.ts';
import { type OpenDatabase, openDatabase } from './platform/database/open-database.ts';
import { type ClosablePoliteClient, createPoliteClient } from './platform/http/polite-client.ts';
import type { Logger } from './platform/logger.ts';
import { loadAppraisalTools } from './platform/reference/load-appraisal-tools.ts';
import { readValueModel } from './platform/reference/load-value-model.ts';
import { type Database, openStore } from './store/connection.ts';
import { ensureOrganisation } from './store/organisations.writer.ts';

export const projectFolder = path.join(import.meta.dirname, '..');
/** Data that ships with the program. */
export const dataFolder = path.join(projectFolder, 'data');

/** Everything built and wired once; `dispose` ends it in the reverse order. */
export interface Context {
  readonly database: OpenDatabase;
  readonly db: Database;
  readonly tools: AppraisalTools;
  readonly engineVersion: string;
  readonly clock: Clock;
  readonly app: Application;
  readonly ranking: MarketRanking;
  /** The one way out to other sites. */
  readonly client: ClosablePoliteClient;
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
}

export async function createContext({
  config,
  logger,
  clock = systemClock,
  mayShare,
  onProgress,
}: ContextOptions): Promise<Context> {
  const [database, shipped] = await Promise.all([
    openDatabase({
      home: config.home,
      databaseUrl: config.databaseUrl,
      mayShare,
      ...(onProgress && { onProgress }),
    }),
    loadAppraisalTools(dataFolder),
  ]);
  try {
    await migrateDatabase(database.connectionString);
    const store = openStore(database.connectionString, {
      onError: (error) => logger.warn({ reason: error.message }, 'database connection lost'),
    });
    const { db } = store;
    const client = createPoliteClient({ userAgent: 'DealerScope/0.1', nowMs: Date.now, sleep });
    await ensureOrganisation(db, defaultOrgId, 'My dealership');
    const inService = await findModelInService(db, (version, reason) =>
      logger.error({ version, reason }, 'a trained model cannot be read; the one before it stays in service'),
    );
    const own = inService && readValueModel(inService.body);
    const { tools: loadedTools, engineVersion: loadedVersion } = own?.ok
      ? await loadAppraisalTools(dataFolder, { model: own.model })
      : shipped;
    const closes = await learnCloses(db);
    const valuer = await weighOwnSales(db, loadedTools.valuer, loadedTools.vinDecoder);
    const tools: AppraisalTools = { ...loadedTools, valuer, ...(closes && { closes }) };
    const engineVersion = loadedVersion.replace(loadedTools.valuer.version, valuer.version);
    const ranking = new MarketRanking({ db, tools, engineVersion });
    const readIngestDeps = async () => ({
      db,
      tools,
      engineVersion,
      dealerships: [await readDealership(db, defaultOrgId)],
    });
    return {
      database,
      db,
      tools,
      engineVersion,
      clock,
      client,
      ranking,
      app: createApplication({ db, tools, engineVersion, ranking, clock, orgId: defaultOrgId }),
      jobs: [
        dealershipReassess((orgId) => reassessLots(orgId as OrgId, { db, tools, engineVersion })),
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
      ],
      readIngestDeps,
      async dispose() {
        await client.close();
        await store.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
