import { countLines } from '../count-lines.ts';
import type { Logger } from '../logger.ts';
import { DatabaseLostError } from './is-lost.ts';
import type { WatchedClient } from './watched-client.ts';

/** What all pools of a program know of the way to its database: who is connected, and whether it is there at all. */
export class DatabaseLink {
  readonly #clients = new Set<WatchedClient>();
  readonly #logger: Logger | undefined;
  #isAway = false;
  #isClosing = false;
  /** A loss that somebody met. One line a second at most says how many there were. */
  readonly note: (error: unknown) => void;

  constructor(logger?: Logger) {
    this.#logger = logger;
    const write = countLines<unknown>((last, times) => {
      const reason = last instanceof Error ? last.message : String(last);
      logger?.warn({ times, reason }, 'the database was not there');
    });
    this.note = (error) => {
      if (!this.#isClosing) write(error);
    };
  }

  /** While we stop, the server closes what is still open: nothing to tell. */
  close(): void {
    this.#isClosing = true;
  }

  /** Connections are then refused at once, so that nobody waits for what does not come. */
  get isAway(): boolean {
    return this.#isAway;
  }

  add(client: WatchedClient): void {
    this.#clients.add(client);
  }

  remove(client: WatchedClient): void {
    this.#clients.delete(client);
  }

  /** Hangs up on everybody who is connected; new connections are made as they are needed. */
  retire(reason: string): void {
    for (const client of this.#clients) client.lose(new DatabaseLostError(reason));
  }

  leave(reason: string): void {
    if (this.#isAway) return;
    this.#isAway = true;
    this.#logger?.error({ reason }, 'the database does not answer');
    this.retire(reason);
  }

  comeBack(): void {
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#logger?.warn('the database answers again');
  }
}
