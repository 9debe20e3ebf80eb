import os from 'node:os';
import path from 'node:path';
import { createServer } from './api/create-server.ts';
import { defaultOrgId } from './app/dealership.ts';
import { ingestSampleMarket } from './app/sample-market.ts';
import type { Config } from './config/read-config.ts';
import { type Context, createContext } from './context.ts';
import { startWorker } from './jobs/start-worker.ts';
import { dataFolder, projectFolder } from './platform/folders.ts';
import { createLogger, type Logger } from './platform/logger.ts';
import { buildWeb } from './platform/web/build-web.ts';

/** Of the machine, or of the container that the program runs in. */
const isShortOfMemory = () =>
  Math.min(os.totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) < 2 * 1024 ** 3;

const loopbackHosts = new Set(['127.0.0.1', '::1', 'localhost']);

export interface RunningDealerScope {
  readonly url: string;
  /** The owner of a first start, with the one-time password that is shown now and never again. */
  readonly firstOwner: { readonly email: string; readonly oneTimePassword?: string | undefined } | undefined;
  /** Who may sign in. */
  readonly people: number;
  /** What was ingested from the shipped captures. */
  readonly sampleLots: number;
  stop(): Promise<void>;
}

/** Starts api, worker and web in this process. Every step that can take a second is told to `onProgress`. */
export async function startDealerScope(
  config: Config,
  onProgress: (step: string) => void,
): Promise<RunningDealerScope> {
  const logger = createLogger(config.logLevel, { secrets: config.secrets });
  const webFolder = path.join(projectFolder, 'web/dist');
  let sampleLots = 0;
  let firstOwner: RunningDealerScope['firstOwner'];
  const prepare = async ({ identity, readIngestDeps }: Context) => {
    if (config.withSample) {
      onProgress('Reading the sample market');
      const reports = await ingestSampleMarket(path.join(dataFolder, 'captures'), await readIngestDeps());
      sampleLots = reports.reduce((total, report) => total + report.added, 0);
    }
    // before anybody is served: what an earlier secret has sealed
    const sealed = await identity.reseal({ isDryRun: false });
    for (const [what, { unreadable }] of Object.entries(sealed))
      if (unreadable > 0)
        logger.warn(
          { what, unreadable },
          'sealed with a secret that is not known: npx dealerscope secret status',
        );
    firstOwner = await identity.operate.ensureOwner(defaultOrgId, config.identity.owner);
  };
  // with little memory one after the other: both at once would be killed, and neither could say why
  if (isShortOfMemory()) await buildWeb(projectFolder, onProgress);
  const [context] = await Promise.all([
    createContext({ config, logger, mayShare: false, onProgress, onWaiting: onProgress, prepare }),
    buildWeb(projectFolder, onProgress),
  ]);
  const stops: (() => Promise<void>)[] = [() => context.dispose()];
  const stop = async () => {
    // what fails to stop must not keep the rest from it
    const failures: unknown[] = [];
    for (const end of stops.reverse()) await end().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    // in the background: lots that an older version read, and then the market in memory for the first what-if
    renewMarket(context, logger).catch((error: unknown) =>
      logger.warn({ err: error }, 'the market is not in memory yet'),
    );
    const worker = await startWorker(context.database.connectionString, context.jobs, logger, context.link);
    stops.push(() => worker.stop());
    const findMissing = async () => ((await context.watch.isThere()) ? [] : ['database']);
    const { publicUrl, requestsPerMinute } = config.identity;
    const people = (await context.identity.operate.listPeople()).length;
    const server = await createServer({
      appFor: context.appFor,
      identity: context.identity,
      publicUrl,
      trustedProxies: config.http.trustedProxies,
      corsOrigins: config.http.corsOrigins,
      limiter: context.limiter,
      requestsPerMinute,
      isLocal: loopbackHosts.has(config.http.host),
      logger,
      noteLost: context.link.note,
      webFolder,
      findStorageProblem: context.database.findStorageProblem,
      findMissing,
    });
    stops.push(() => server.close());
    await server.listen({ host: config.http.host, port: config.http.port });
    const address = server.server.address();
    const port = typeof address === 'object' && address ? address.port : config.http.port;
    return { url: publicUrl ?? `http://localhost:${port}`, firstOwner, people, sampleLots, stop };
  } catch (error) {
    await stop();
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new Error(
        `Port ${config.http.port} is taken by another program; stop that one, or choose another: PORT=8081 npm start`,
        { cause: error },
      );
    }
    throw error;
  }
}

async function renewMarket(context: Context, logger: Logger): Promise<void> {
  const lots = await context.renewLots();
  if (lots > 0) logger.info({ lots }, 'read anew, as an older version had read them');
  await context.ranking.refresh();
}
