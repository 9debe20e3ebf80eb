import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { setImmediate as rest } from 'node:timers/promises';
import { MarketDecoder } from '../../core/market/snapshot/decode-market.ts';
import { encodeMarket } from '../../core/market/snapshot/encode-market.ts';
import type { LiveMarket } from './live-market.ts';
import type { MarketFollower } from './market-follower.ts';

export interface SnapshotDeps {
  readonly file: string;
  readonly market: LiveMarket;
  readonly follower: MarketFollower;
  /** Names the database: the market of another one is not this one's. */
  readonly databaseId: string;
}

/** Facts are those of an engine and of a database. */
const nameOf = ({ market, databaseId }: SnapshotDeps): string =>
  `${market.serving.engine.version} @${databaseId}`;

/**
 * Keeps the market in a file, so that the next start reads what changed since alone. Written beside its place and moved
 * there when it is whole; lots that change meanwhile wait.
 */
export async function saveSnapshot(deps: SnapshotDeps): Promise<void> {
  const { file, market, follower } = deps;
  const partial = `${file}.${process.pid}.partial`;
  await market.stillness.hold(async () => {
    const { mark } = follower;
    if (mark === undefined) return;
    const handle = await open(partial, 'w', 0o600);
    try {
      const { columns } = market.serving;
      for (const piece of encodeMarket(columns, { engineVersion: nameOf(deps), mark }))
        await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
  });
}

/**
 * Takes up a market that was kept; answers why not where there is none that can be used, and removes what is wrong or
 * damaged. `currentMark`: where the database stands; one that lies before the snapshot was put back to an earlier day.
 */
export async function resumeSnapshot(deps: SnapshotDeps, currentMark: number): Promise<string | undefined> {
  const { file, market, follower } = deps;
  const decoder = new MarketDecoder({
    engineVersion: nameOf(deps),
    centroids: market.serving.engine.tools.costTables.zipCentroids,
  });
  try {
    for await (const piece of createReadStream(file, { highWaterMark: 4 * 1024 * 1024 })) {
      decoder.push(piece as Buffer);
      await rest();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'there is none';
    throw error;
  }
  const decoded = decoder.finish();
  const reason = !decoded.ok
    ? decoded.reason
    : decoded.mark > currentMark
      ? 'The database is older than the snapshot of the market.'
      : undefined;
  if (reason !== undefined || !decoded.ok) {
    await rm(file, { force: true });
    return reason;
  }
  market.resume(decoded.market);
  follower.resumeFrom(decoded.mark);
  return undefined;
}
