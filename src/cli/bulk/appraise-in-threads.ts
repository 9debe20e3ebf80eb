import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { WorkerSettings } from './appraise-worker.ts';
import type { RequestBlock } from './request-blocks.ts';

/** Blocks handed out and not yet written, for each thread: what bounds the memory. */
const blocksPerThread = 3;

/** One thread: answers come back in the order in which blocks were handed over. */
class AppraisalThread {
  readonly #worker: Worker;
  readonly #waiting: { resolve(answers: Uint8Array): void; reject(error: Error): void }[] = [];

  constructor(settings: WorkerSettings) {
    this.#worker = new Worker(new URL('./appraise-worker.ts', import.meta.url), { workerData: settings });
    this.#worker.on('message', (answers: Uint8Array) => this.#waiting.shift()?.resolve(answers));
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('a thread ended before its work was done')));
  }

  get load(): number {
    return this.#waiting.length;
  }

  appraise(block: RequestBlock): Promise<Uint8Array> {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    this.#waiting.push({ resolve, reject });
    this.#worker.postMessage(block, [block.bytes.buffer]);
    return promise;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

/**
 * One request a line in, one answer a line out, in the same order, on several threads. Every thread loads the tables
 * for itself; a few blocks for each are under way at a time, however long the input.
 */
export async function appraiseInThreads(
  blocks: AsyncIterable<RequestBlock>,
  out: Writable,
  { threads, ...settings }: WorkerSettings & { readonly threads: number },
): Promise<void> {
  const pool = Array.from({ length: threads }, () => new AppraisalThread(settings));
  const underWay: Promise<Uint8Array>[] = [];
  const writeOldest = async () => {
    const answers = await underWay.shift();
    if (answers && !out.write(answers)) await once(out, 'drain');
  };
  try {
    for await (const block of blocks) {
      const idlest = pool.reduce((best, thread) => (thread.load < best.load ? thread : best));
      const answers = idlest.appraise(block);
      // a failure is thrown when its turn to be written comes, never as an unhandled rejection before
      answers.catch(() => undefined);
      underWay.push(answers);
      if (underWay.length >= threads * blocksPerThread) await writeOldest();
    }
    while (underWay.length > 0) await writeOldest();
  } finally {
    await Promise.all(pool.map((thread) => thread.end()));
  }
}
