import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startOwnPostgres } from '../kit/own-postgres.ts';
import { type Standby, startStandby } from '../kit/standby.ts';
import { startTcpProxy } from '../kit/tcp-proxy.ts';
import { writeCapture } from './captures.ts';
import type { DatabaseFault, Scene } from './database-faults.ts';
import { ingestUntilDone, whyEnded } from './ingester.ts';
import { type Installation, startInstallation } from './installation.ts';
import { inSeconds, inWords, judge, settings } from './outcome.ts';
import {
  type Answer,
  ask,
  countStatuses,
  findRightAgainMs,
  listPath,
  startProbe,
  startReaders,
} from './readers.ts';

const readyzLimitMs = 2_000;
const rightAgainLimitMs = 2_000;
const watchMs = 6_000;

/** One fault under 20 readers: what was answered from its beginning until all has been right for a while. */
async function watchFault(
  installation: Installation,
  awayMs: number,
  begin: () => unknown,
  end: () => unknown,
) {
  const { url, key } = installation;
  const before = await ask(url, listPath, key);
  if (before.status !== 200) throw new Error(`the list answered ${before.status} before anything was broken`);
  const readers = startReaders(url, key);
  const [fresh, readyz] = [startProbe(url, listPath, key), startProbe(url, '/readyz')];
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const beganAtMs = performance.now();
  await begin();
  await new Promise((resolve) => setTimeout(resolve, awayMs));
  await end();
  const returnedAtMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, watchMs));
  await Promise.all([readers.stop(), fresh.stop(), readyz.stop()]);
  const lists = [...readers.answers, ...fresh.answers];
  const isRight = ({ status, content }: Answer) => status === 200 && content === before.content;
  const duringAndAfter = lists.filter(({ startedAtMs, tookMs }) => startedAtMs + tookMs >= beganAtMs);
  return {
    duringAndAfter,
    readyz: readyz.answers.filter(({ startedAtMs }) => startedAtMs >= beganAtMs),
    rightAgainMs: findRightAgainMs(duringAndAfter, returnedAtMs, isRight),
    wrong: lists.filter(({ status, content }) => status === 200 && content !== before.content).length,
  };
}

function judgeFault(
  name: string,
  installation: Installation,
  watched: readonly Awaited<ReturnType<typeof watchFault>>[],
): void {
  const answers = watched.flatMap(({ duringAndAfter }) => duringAndAfter);
  const statuses = countStatuses(answers);
  const others = Object.keys(statuses).filter((status) => !['200', '503'].includes(status));
  const unsaid = answers.filter(({ status, saysWhen }) => status === 503 && !saysWhen).length;
  const wrong = watched.reduce((sum, it) => sum + it.wrong, 0);
  const slowestReadyzMs = Math.max(...watched.flatMap(({ readyz }) => readyz.map(({ tookMs }) => tookMs)));
  const again = watched.map(({ rightAgainMs }) => rightAgainMs ?? Number.POSITIVE_INFINITY);
  const worstMs = Math.max(...again);
  const { ends } = installation.server;
  judge({
    fault: name,
    repetitions: watched.length,
    figures: [
      inWords(statuses),
      Number.isFinite(worstMs) ? `right again after ${inSeconds(worstMs)} at worst` : 'not right again',
      `/readyz in ${inSeconds(slowestReadyzMs)} at worst`,
      `ends of the server: ${ends.length}`,
    ].join('; '),
    problems: [
      ...(others.length > 0 ? [`only 200 and 503, not ${others.join(', ')}`] : []),
      ...(unsaid > 0 ? [`${unsaid} × 503 without Retry-After`] : []),
      ...(wrong > 0 ? [`${wrong} lists that were not as before`] : []),
      ...(worstMs > rightAgainLimitMs * settings.slack
        ? [`right again within ${inSeconds(rightAgainLimitMs * settings.slack)}`]
        : []),
      ...(slowestReadyzMs > readyzLimitMs * settings.slack
        ? [`/readyz within ${inSeconds(readyzLimitMs * settings.slack)}`]
        : []),
      ...(ends.length > 0 ? [`the server stays; it said ${whyEnded(ends[0]?.output ?? '')}`] : []),
    ],
  });
}

async function withInstallation(
  work: (installation: Installation, scene: Scene) => Promise<void>,
): Promise<void> {
  const postgres = await startOwnPostgres();
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: postgres.port });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-away-'));
  const installation = await startInstallation({
    DATABASE_URL: postgres.connectionString.replace(`:${postgres.port}/`, `:${proxy.port}/`),
  });
  try {
    const { home, env } = installation;
    await ingestUntilDone([writeCapture(folder, { nth: 0, lots: 400 }).file], { home, env });
    await work(installation, { postgres, proxy });
  } finally {
    await installation.close();
    await proxy.close();
    await postgres.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An external database away and back again, `repetitions` times. */
export const loseDatabase = (fault: DatabaseFault, repetitions: number): Promise<void> =>
  withInstallation(async (installation, scene) => {
    const watched = [];
    for (let at = 0; at < repetitions; at++)
      watched.push(
        await watchFault(
          installation,
          fault.awayMs,
          () => fault.begin(scene),
          () => fault.end(scene),
        ),
      );
    judgeFault(fault.name, installation, watched);
  });

/** The primary is killed and its standby takes over under the same address, `repetitions` times. */
export const failOver = (repetitions: number): Promise<void> =>
  withInstallation(async (installation, { postgres, proxy }) => {
    const watched = [];
    const standbys: Standby[] = [];
    try {
      let primary = postgres;
      for (let at = 0; at < repetitions; at++) {
        const standby = await startStandby(primary);
        standbys.push(standby);
        const takeOver = async () => {
          await standby.promote();
          proxy.retarget({ host: '127.0.0.1', port: standby.port });
          proxy.cut();
        };
        watched.push(await watchFault(installation, 2_000, () => primary.kill(), takeOver));
        primary = standby;
      }
      judgeFault('failover to a standby', installation, watched);
    } finally {
      for (const standby of standbys) await standby.close();
    }
  });
