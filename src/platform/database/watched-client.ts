import pg from 'pg';
import type { DatabaseLink } from './database-link.ts';
import { DatabaseLostError } from './is-lost.ts';

export interface WatchedConfig extends pg.ClientConfig {
  /** How long the server may say nothing while a statement waits. */
  readonly silenceMs: number;
  /** Left out: it belongs to nobody, as the one that looks whether the database is there. */
  readonly link?: DatabaseLink;
}

const connectMs = 4_000;
/** A dead peer that says nothing is found by TCP some 20 s after the first probe. */
const keepAliveMs = 10_000;
/** Until a goodbye that is not answered becomes a hang-up. */
const goodbyeMs = 1_000;

/**
 * The one kind of connection of this program. Its loss never ends the process: whoever waits for a statement learns of
 * it there. A statement that hears nothing for `silenceMs` fails, and its connection is hung up, never used again.
 */
export class WatchedClient extends pg.Client {
  readonly #config: WatchedConfig;
  #silence: NodeJS.Timeout | undefined;
  #lost: Error | undefined;

  constructor(config: WatchedConfig) {
    super({
      ...config,
      connectionTimeoutMillis: connectMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveMs,
    });
    this.#config = config;
    config.link?.add(this);
    this.on('error', (error) => {
      this.#lost ??= error;
      config.link?.note(error);
    });
    this.on('drain', () => this.#rest());
    this.on('end', () => {
      this.#rest();
      config.link?.remove(this);
    });
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  /** Hangs up; whatever waits for an answer fails with `reason`. */
  lose(reason: Error): void {
    this.#lost ??= reason;
    // @types/pg leaves out what pg.Connection always has
    (this.connection as unknown as { stream: { destroy(error: Error): void } }).stream.destroy(reason);
  }

  override connect(...args: unknown[]): never {
    const { link } = this.#config;
    const done = args[0] as ((error: Error) => void) | undefined;
    if (!link?.isAway) return super.connect(...(args as [])) as never;
    const error = new DatabaseLostError('the database does not answer');
    process.nextTick(() => this.emit('end'));
    if (!done) return Promise.reject(error) as never;
    process.nextTick(done, error);
    return undefined as never;
  }

  override query(...args: unknown[]): never {
    // one that is lost answers no more: pg says so by itself
    if (!this.#lost) this.#listen();
    return super.query(...(args as [string])) as never;
  }

  override end(...args: unknown[]): never {
    const hangUp = setTimeout(() => this.lose(new DatabaseLostError('no answer to a goodbye')), goodbyeMs);
    hangUp.unref();
    this.once('end', () => clearTimeout(hangUp));
    return super.end(...(args as [])) as never;
  }

  get #bytesRead(): number {
    return (this.connection as unknown as { stream: { bytesRead: number } }).stream.bytesRead;
  }

  #rest(): void {
    clearTimeout(this.#silence);
    this.#silence = undefined;
  }

  #listen(): void {
    clearTimeout(this.#silence);
    const heard = this.#bytesRead;
    const timer = setTimeout(() => {
      // what arrived while this process was busy is read first
      setImmediate(() => {
        if (this.#silence !== timer) return;
        if (this.#bytesRead > heard) return this.#listen();
        const seconds = this.#config.silenceMs / 1_000;
        this.lose(new DatabaseLostError(`no word from the database for ${seconds} s`));
      });
    }, this.#config.silenceMs);
    this.#silence = timer.unref();
  }
}
