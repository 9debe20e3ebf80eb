import { RetryLater } from './http-problem.ts';

/** When one host may be asked again: a sliding window of request starts, and a ban until `Retry-After`. */
export class HostPace {
  readonly #starts: number[] = [];
  #bannedUntilMs = 0;

  /** Milliseconds to wait before the next request may begin; 0 books it. */
  book(nowMs: number, limit: { readonly requests: number; readonly perMs: number }): number {
    if (nowMs < this.#bannedUntilMs)
      throw new RetryLater('host_resting', 'the server asked to be left alone', this.#bannedUntilMs - nowMs);
    while (this.#starts[0] !== undefined && this.#starts[0] <= nowMs - limit.perMs) this.#starts.shift();
    const blocking = this.#starts.at(-limit.requests);
    if (blocking !== undefined) return blocking + limit.perMs - nowMs;
    this.#starts.push(nowMs);
    return 0;
  }

  restUntil(atMs: number): void {
    this.#bannedUntilMs = Math.max(this.#bannedUntilMs, atMs);
  }
}
