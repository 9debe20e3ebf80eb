import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startOwnPostgres } from '../kit/own-postgres.ts';
import { ingestUntilDone } from './ingester.ts';
import { type Ask, compareMarkets, readStoredMarket } from './stored-market.ts';

/** What the files leave behind when nobody disturbs their reading, compared with what is stored. */
export async function compareWithUndisturbed(
  files: readonly string[],
  ask: Ask,
): Promise<{ readonly lost: number; readonly doubled: number }> {
  const postgres = await startOwnPostgres();
  const home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-undisturbed-'));
  try {
    const env = { DATABASE_URL: postgres.connectionString };
    await ingestUntilDone(files, { home, env });
    return compareMarkets(await readStoredMarket(postgres.query), await readStoredMarket(ask));
  } finally {
    await postgres.close();
    rmSync(home, { recursive: true, force: true });
  }
}
