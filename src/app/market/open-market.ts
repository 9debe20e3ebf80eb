import { setTimeout as sleep } from 'node:timers/promises';
import type { OrgId } from '../../core/kernel/ids.ts';
import type { Database } from '../../store/connection.ts';
import type { Listener } from '../../store/listen.ts';
import { readDatabaseState } from '../../store/market.reader.ts';
import { CurrentEngine } from '../engine/current-engine.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineKeeper, type EngineNews } from '../engine/engine-keeper.ts';
import { keepFollowing } from './keep-following.ts';
import { LiveMarket } from './live-market.ts';
import { LotShelf } from './lot-shelf.ts';
import { MarketDesk } from './market-desk.ts';
import { MarketFollower } from './market-follower.ts';
import { resumeSnapshot, type SnapshotDeps, saveSnapshot } from './market-snapshot.ts';
import { RowShelf } from './row-shelf.ts';
import { SettingsShelf } from './settings-shelf.ts';

/** After so long without word of what changed, kept settings are read again before they are used. */
const trustedForMs = 1_000;
/** Another program may have another engine. */
const watchedEveryMs = 30_000;
const savedEveryMs = 60 * 60_000;

export interface OpenMarketDeps {
  readonly db: Database;
  readonly loadEngine: () => Promise<Engine>;
  readonly onNews: (news: EngineNews) => void;
  /** The market cannot be read; said once until it can again. */
  readonly onError: (error: unknown) => void;
  readonly monotonicMs?: () => number;
  /** Where the market is kept between starts; nowhere when left out. */
  readonly snapshotFile?: string;
}

export interface OpenMarket {
  readonly desk: MarketDesk;
  readonly engine: CurrentEngine;
  readonly keeper: EngineKeeper;
  /** Reads all of it once, for a command; what another engine read is read anew before. */
  readonly read: () => Promise<void>;
  /** Keeps up with what any process writes until `stop`; resolves when all of it has been read once. */
  readonly follow: (listener: Listener | undefined) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The market in memory with nothing in it yet, its engine, and all that answers from it. */
export async function openMarket({
  db,
  loadEngine,
  onNews,
  onError,
  monotonicMs = () => performance.now(),
  snapshotFile,
}: OpenMarketDeps): Promise<OpenMarket> {
  const engine = new CurrentEngine(await loadEngine());
  const market = new LiveMarket(engine.value);
  const onTopic = (topic: string) => {
    if (topic === 'engine') void keeper.check();
    else if (topic.startsWith('settings ')) settings.drop(topic.slice('settings '.length) as OrgId);
  };
  const follower = new MarketFollower({
    db,
    market,
    monotonicMs,
    onTopics: (topics) => topics.forEach(onTopic),
  });
  const settings = new SettingsShelf(db, () => follower.reading.ageMs <= trustedForMs);
  const keeper = new EngineKeeper({
    db,
    load: loadEngine,
    current: engine,
    market,
    follower,
    waitMs: sleep,
    onNews,
  });
  const keepFile = async (): Promise<SnapshotDeps | undefined> => {
    if (snapshotFile === undefined) return undefined;
    return { file: snapshotFile, market, follower, databaseId: (await readDatabaseState(db)).id };
  };
  const resume = async (): Promise<void> => {
    const deps = await keepFile();
    if (deps) await resumeSnapshot(deps, (await readDatabaseState(db)).mark);
  };
  const save = async (): Promise<void> => {
    const deps = await keepFile();
    if (deps && follower.reading.isComplete) await saveSnapshot(deps);
  };
  const desk = new MarketDesk({ market, follower, settings, lots: new LotShelf(db), rows: new RowShelf() });
  let stopFollowing: () => Promise<void> = async () => undefined;
  return {
    desk,
    engine,
    keeper,
    async read() {
      await keeper.start();
      await follower.refresh();
    },
    async follow(listener) {
      await resume().catch(onError);
      void keeper.start();
      const saving = setInterval(() => void save().catch(onError), savedEveryMs);
      saving.unref();
      const watching = setInterval(() => void keeper.watch(), watchedEveryMs);
      watching.unref();
      const stop = keepFollowing(follower, listener, { onTopic, onError });
      stopFollowing = async () => {
        clearInterval(watching);
        clearInterval(saving);
        await stop();
        await save().catch(onError);
      };
      await follower.refresh().catch(onError);
    },
    async stop() {
      await stopFollowing();
      await keeper.stop();
    },
  };
}
