import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { openDatabase } from '../../../src/platform/database/open-database.ts';
import { type OwnPostgres, startOwnPostgres } from '../kit/own-postgres.ts';
import { signal } from '../kit/processes.ts';
import { until } from '../kit/until.ts';
import { startInstallation } from './installation.ts';
import { killWhileBusy } from './kill-while-busy.ts';
import type { Ask } from './stored-market.ts';

/** Asks the database that a running server has open. */
const askEmbedded =
  (home: string): Ask =>
  async (sql) => {
    const database = await openDatabase({ home, mayShare: true });
    const client = new pg.Client({ connectionString: database.connectionString });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
      await database.close();
    }
  };

/** The server with its own database; a supervisor starts it again. */
export async function killServer(kills: number): Promise<void> {
  const installation = await startInstallation();
  try {
    await killWhileBusy({
      fault: 'server killed',
      kills,
      installation,
      ask: askEmbedded(installation.home),
      kill: async () => void (await installation.server.current().kill()),
    });
  } finally {
    await installation.close();
  }
}

/** The PostgreSQL that the program has started itself: nobody else starts it again. */
export async function killEmbeddedPostmaster(kills: number): Promise<void> {
  const installation = await startInstallation();
  const pidFile = path.join(installation.home, 'postgres/postmaster.pid');
  const readPid = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  try {
    await killWhileBusy({
      fault: 'embedded postmaster killed',
      kills,
      installation,
      ask: askEmbedded(installation.home),
      kill: async () => signal(readPid(), 'SIGKILL'),
    });
  } finally {
    await installation.close();
  }
}

/** An external PostgreSQL whose operator starts it again. */
export async function killOwnPostmaster(kills: number): Promise<void> {
  const postgres = await startOwnPostgres();
  const installation = await startInstallation({ DATABASE_URL: postgres.connectionString });
  try {
    await killWhileBusy({
      fault: 'own postmaster killed',
      kills,
      installation,
      ask: postgres.query,
      async kill() {
        await postgres.kill();
        await postgres.start();
      },
    });
  } finally {
    await installation.close();
    await postgres.close();
  }
}

async function endBackend(postgres: OwnPostgres, random: () => number): Promise<void> {
  if (random() < 0.5) await postgres.terminateBackends(1);
  else await postgres.killBackend();
  await until('PostgreSQL has recovered', () =>
    postgres.query('select 1').then(
      () => true,
      () => false,
    ),
  );
}

/** One connection at a time: by pg_terminate_backend, or by a SIGKILL, after which PostgreSQL ends all and recovers. */
export async function killBackends(kills: number): Promise<void> {
  const postgres = await startOwnPostgres();
  const installation = await startInstallation({ DATABASE_URL: postgres.connectionString });
  try {
    await killWhileBusy({
      fault: 'single backends ended',
      kills,
      installation,
      ask: postgres.query,
      async kill(random) {
        await endBackend(postgres, random);
      },
    });
  } finally {
    await installation.close();
    await postgres.close();
  }
}

/** Server, postmaster and backends by turns, in one go: the seeded part. */
export async function killAnything(kills: number, lotsOfFile: number): Promise<void> {
  const postgres = await startOwnPostgres();
  const installation = await startInstallation({ DATABASE_URL: postgres.connectionString });
  let at = 0;
  try {
    await killWhileBusy({
      fault: 'anything killed by turns',
      kills,
      installation,
      ask: postgres.query,
      async kill(random) {
        const turn = at++ % 3;
        if (turn === 0) await endBackend(postgres, random);
        else if (turn === 1) {
          await postgres.kill();
          await postgres.start();
        } else await installation.server.current().kill();
      },
      lotsOfFile,
      readerCount: 3,
    });
  } finally {
    await installation.close();
    await postgres.close();
  }
}
