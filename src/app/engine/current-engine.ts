import type { Engine } from './engine.ts';

/** The engine in service; whoever works with it takes it once and keeps it for the piece of work. */
export class CurrentEngine {
  #engine: Engine;
  readonly #listeners = new Set<(engine: Engine) => void>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  get value(): Engine {
    return this.#engine;
  }

  replace(engine: Engine): void {
    this.#engine = engine;
    for (const listener of this.#listeners) listener(engine);
  }

  onReplaced(listener: (engine: Engine) => void): void {
    this.#listeners.add(listener);
  }
}
