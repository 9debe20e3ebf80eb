import path from 'node:path';
import { type Application, createApplication } from './app/application.ts';
import { defaultOrgId, readDealership } from './app/dealership.ts';
import type { IngestDeps } from './app/ingest-capture.ts';
import { reassessLots } from './app/reassess-lots.ts';
import type { Config } from './config/read-config.ts';
import type { AppraisalTools } from './core/appraise.ts';
import type { OrgId } from './core/kernel/ids.ts';
import { dealershipReassess } from './jobs/dealership-reassess.ts';
import type { Job } from './jobs/job.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { migrateDatabase } from './platform/database/migrate.ts';
import { type OpenDatabase, openDatabase } from './platform/database/open-database.ts';
import type { Logger } from './platform/logger.ts';
import { loadAppraisalTools } from './platform/reference/load-appraisal-tools.ts';
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
  const [database, { tools, engineVersion }] = await Promise.all([
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
      onError: (error) => logger.warn({ err: error }, 'database connection lost'),
    });
    const { db } = store;
    await ensureOrganisation(db, defaultOrgId, 'My dealership');
    return {
      database,
      db,
      tools,
      engineVersion,
      clock,
      app: createApplication({ db, tools, clock, orgId: defaultOrgId }),
      jobs: [dealershipReassess((orgId) => reassessLots(orgId as OrgId, { db, tools, engineVersion }))],
      readIngestDeps: async () => ({
        db,
        tools,
        engineVersion,
        dealerships: [await readDealership(db, defaultOrgId)],
      }),
      async dispose() {
        await store.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
