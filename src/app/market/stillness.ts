import { setImmediate as rest } from 'node:timers/promises';

/** A change waits no longer than this for rankings under way: one that goes on may then count a lot twice or not at all. */
const patienceMs = 500;

/** Lets work on the market rest between slices while the market stands still. */
export class Stillness {
  #readers = 0;
  #held: Promise<unknown> = Promise.resolve();
  #waiting: (() => void)[] = [];

  /** Runs a generator to its end; where one slice is enough, at once and without a promise. */
  drive<T>(work: Generator<undefined, T, undefined>): T | Promise<T> {
    const step = work.next();
    return step.done ? step.value : this.#goOn(work);
  }

  async #goOn<T>(work: Generator<undefined, T, undefined>): Promise<T> {
    this.#readers += 1;
    try {
      for (;;) {
        await rest();
        const step = work.next();
        if (step.done) return step.value;
      }
    } finally {
      this.#readers -= 1;
      if (this.#readers === 0) {
        const waiting = this.#waiting;
        this.#waiting = [];
        for (const go of waiting) go();
      }
    }
  }

  /** Nothing changes the market until `work` has ended, however long it takes. */
  hold<T>(work: () => Promise<T>): Promise<T> {
    const held = this.#held.then(work);
    this.#held = held.catch(() => undefined);
    return held;
  }

  /** Resolves when nothing rests half-way, in time to change the market in the same turn. */
  async whenStill(): Promise<void> {
    await this.#held;
    if (this.#readers === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
