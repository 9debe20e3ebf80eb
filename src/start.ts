import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer } from './api/create-server.ts';
import { defaultOrgId } from './app/dealership.ts';
import { ingestSampleMarket } from './app/sample-market.ts';
import type { Config } from './config/read-config.ts';
import { type Context, createContext } from './context.ts';
import { startWorker } from './jobs/start-worker.ts';
import { dataFolder, projectFolder } from './platform/folders.ts';
import { createLogger } from './platform/logger.ts';
import { buildWeb } from './platform/web/build-web.ts';

/** Of the machine, or of the container that the program runs in. */
const isShortOfMemory = () =>
  Math.min(os.totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) < 2 * 1024 ** 3;

const shortReadMs = 1_500;
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
  const prepare = async ({ identity, ingestDeps }: Context) => {
    if (config.withSample) {
      onProgress('Reading the sample market');
      const reports = await ingestSampleMarket(path.join(dataFolder, 'captures'), ingestDeps());
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
    // answers are made from what is read so far, and say so, until all of it is
    // a small market is there at once; a large one is waited for by /readyz, while lists say that they are not whole
    await Promise.race([context.market.follow(context.listener), sleep(shortReadMs)]);
    const worker = await startWorker(context.database.connectionString, context.jobs, logger, context.link);
    stops.push(() => worker.stop());
    const findMissing = async () => {
      const { isComplete } = context.market.desk.follower.reading;
      return [...((await context.watch.isThere()) ? [] : ['database']), ...(isComplete ? [] : ['market'])];
    };
    const marketShare = () => context.market.desk.follower.reading.share;
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
      marketShare,
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
