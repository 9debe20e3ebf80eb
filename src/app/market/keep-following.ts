import type { Listener } from '../../store/listen.ts';
import type { MarketFollower } from './market-follower.ts';

/** How often what changed is read where no NOTIFY comes through. */
const everyMs = 500;
/** Between readings that notifications ask for: an ingest sends one for each of its chunks. */
const restMs = 100;

/** Reads what changed whenever it is told of, and each half second besides. Answers what stops it. */
export function keepFollowing(
  follower: MarketFollower,
  listener: Listener | undefined,
  {
    onTopic,
    onError,
  }: { readonly onTopic: (topic: string) => void; readonly onError: (error: unknown) => void },
): () => Promise<void> {
  let isStopped = false;
  let isFailing = false;
  let timer: NodeJS.Timeout | undefined;
  let dueAtMs = 0;
  let reading: Promise<void> = Promise.resolve();

  /** The next reading, no later than this. */
  function plan(inMs: number): void {
    const atMs = performance.now() + inMs;
    if (isStopped || (timer && dueAtMs <= atMs)) return;
    clearTimeout(timer);
    dueAtMs = atMs;
    timer = setTimeout(() => {
      timer = undefined;
      reading = read();
    }, inMs);
    timer.unref();
  }

  async function read(): Promise<void> {
    try {
      await follower.refresh();
      isFailing = false;
    } catch (error) {
      // said once, until it works again
      if (!isFailing && !isStopped) onError(error);
      isFailing = true;
    }
    plan(everyMs);
  }

  const unsubscribe = listener?.subscribe('dealerscope', {
    onNotice: (topic) => {
      if (topic === 'lots') plan(restMs);
      else onTopic(topic);
    },
    onGap: () => plan(0),
  });
  plan(everyMs);
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    unsubscribe?.();
    await reading;
  };
}
