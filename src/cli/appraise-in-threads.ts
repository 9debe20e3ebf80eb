import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { LineBlock, WorkerSettings } from './appraise-worker.ts';

const blockLines = 64;
/** Blocks handed out and not yet written, for each thread: what bounds the memory. */
const blocksPerThread = 3;

/** One thread: answers come back in the order in which blocks were handed over. */
class AppraisalThread {
  readonly #worker: Worker;
  readonly #waiting: { resolve(answers: string): void; reject(error: Error): void }[] = [];

  constructor(settings: WorkerSettings) {
    this.#worker = new Worker(new URL('./appraise-worker.ts', import.meta.url), { workerData: settings });
    this.#worker.on('message', (answers: string) => this.#waiting.shift()?.resolve(answers));
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('a thread ended before its work was done')));
  }

  get load(): number {
    return this.#waiting.length;
  }

  appraise(block: LineBlock): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.#waiting.push({ resolve, reject });
    this.#worker.postMessage(block);
    return promise;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

async function* inBlocks(lines: AsyncIterable<string>): AsyncGenerator<LineBlock> {
  let block: string[] = [];
  let firstLine = 1;
  for await (const line of lines) {
    block.push(line);
    if (block.length < blockLines) continue;
    yield { firstLine, lines: block };
    firstLine += block.length;
    block = [];
  }
  if (block.length > 0) yield { firstLine, lines: block };
}

/**
 * One request a line in, one answer a line out, in the same order, on several threads. Every thread loads the tables
 * for itself; a few blocks for each are under way at a time, however long the input.
 */
export async function appraiseInThreads(
  lines: AsyncIterable<string>,
  out: Writable,
  { threads, ...settings }: WorkerSettings & { readonly threads: number },
): Promise<void> {
  const pool = Array.from({ length: threads }, () => new AppraisalThread(settings));
  const underWay: Promise<string>[] = [];
  const writeOldest = async () => {
    const answers = await underWay.shift();
    if (answers && !out.write(answers)) await once(out, 'drain');
  };
  try {
    for await (const block of inBlocks(lines)) {
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
