import { setTimeout as sleep } from 'node:timers/promises';
import { within } from '../within.ts';
import type { DatabaseLink } from './database-link.ts';
import { DatabaseLostError } from './is-lost.ts';
import { silenceMs } from './open-pool.ts';
import { WatchedClient } from './watched-client.ts';

export interface DatabaseWatch {
  /** Whether the database answers now; within 1.5 s whatever happens to it. */
  isThere(): Promise<boolean>;
  stop(): void;
}

const lookEveryMs = 1_000;
/** While it is away attempts overlap: one that was begun too early must not delay the one that succeeds. */
const knockEveryMs = 500;
const mostKnocks = 8;
const patienceMs = 2_000;
const readyMs = 1_500;

/** A standby answers as well, but takes nothing in. */
async function ask(client: WatchedClient): Promise<void> {
  const { rows } = (await client.query('select pg_is_in_recovery() as is_standby')) as {
    rows: { is_standby: boolean }[];
  };
  if (rows[0]?.is_standby) throw new DatabaseLostError('the server at this address is a standby');
}

/**
 * Looks once a second, on a connection of its own, whether the database answers, and tells `link`. What has gone silent
 * is told from what is slow: connections are given up when a new one answers and the old one still does not, or when no
 * new one can be made.
 */
export function watchDatabase(connectionString: string, link: DatabaseLink): DatabaseWatch {
  let current: WatchedClient | undefined;
  let isStopped = false;
  let looking: Promise<boolean> | undefined;

  async function open(): Promise<WatchedClient> {
    const client = new WatchedClient({
      connectionString,
      application_name: 'dealerscope-watch',
      silenceMs: silenceMs.serving,
    });
    const end = (error: Error) => {
      client.lose(error);
      throw error;
    };
    await (client.connect() as Promise<unknown>).catch(end);
    const asked = ask(client).then(() => true);
    if (!(await within(patienceMs, asked).catch(end))) end(new DatabaseLostError('no answer to a question'));
    return client;
  }

  function take(client: WatchedClient): true {
    if (isStopped || (current && current !== client && !current.isLost)) client.lose(new Error('not needed'));
    else current = client;
    link.comeBack();
    return true;
  }

  async function look(): Promise<boolean> {
    const earlier = current && !current.isLost ? current : undefined;
    let outcome: 'waiting' | 'answered' | 'failed' = 'waiting';
    const asked = earlier
      ? ask(earlier).then(
          () => {
            outcome = 'answered';
          },
          () => {
            outcome = 'failed';
          },
        )
      : undefined;
    const heard = () => outcome;
    if (asked) await within(patienceMs, asked);
    if (earlier && heard() === 'answered') return take(earlier);
    if (isStopped) return false;
    try {
      const fresh = await open();
      if (earlier && heard() === 'waiting') link.retire('connections made earlier have gone silent');
      if (heard() !== 'answered') earlier?.lose(new DatabaseLostError('gone silent'));
      return take(fresh);
    } catch (error) {
      // slow, not gone: the one that was there has answered after all
      if (heard() === 'answered') return true;
      earlier?.lose(new DatabaseLostError('gone silent'));
      if (!isStopped) link.leave((error as Error).message);
      return false;
    }
  }

  const lookOnce = () => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  async function run(): Promise<void> {
    let knocks = 0;
    while (!isStopped) {
      if (!link.isAway) {
        await lookOnce();
        if (!link.isAway) await sleep(lookEveryMs, undefined, { ref: false });
      } else {
        if (knocks < mostKnocks) {
          knocks += 1;
          void open()
            .then(take, () => false)
            .finally(() => {
              knocks -= 1;
            });
        }
        await sleep(knockEveryMs, undefined, { ref: false });
      }
    }
  }
  void run();

  return {
    isThere: async () => !link.isAway && ((await within(readyMs, lookOnce())) ?? false),
    stop() {
      isStopped = true;
      current?.lose(new Error('the program stops'));
    },
  };
}
