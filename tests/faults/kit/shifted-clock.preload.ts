/** Loaded into a program by `node --import`: see `shifted-clock.ts`. */
import { readFileSync } from 'node:fs';

const file = process.env.FAULT_CLOCK_FILE ?? '';
const TrueDate = globalThis.Date;
const trueNow = TrueDate.now.bind(TrueDate);
const monotonicMs = performance.now.bind(performance);
let offsetMs = 0;
let readAtMs = Number.NEGATIVE_INFINITY;

function shiftedNow(): number {
  if (monotonicMs() - readAtMs > 10) {
    try {
      offsetMs = Number(readFileSync(file, 'utf8'));
    } catch {
      // the test is over and has taken the file away
    }
    readAtMs = monotonicMs();
  }
  return trueNow() + offsetMs;
}

const Shifted: DateConstructor = new Proxy(TrueDate, {
  apply: () => new TrueDate(shiftedNow()).toString(),
  construct: (target, args: unknown[], newTarget): Date =>
    Reflect.construct(
      target,
      args.length > 0 ? args : [shiftedNow()],
      newTarget === Shifted ? target : newTarget,
    ),
  get: (target, name) => (name === 'now' ? shiftedNow : Reflect.get(target, name)),
});
Object.defineProperty(TrueDate.prototype, 'constructor', {
  value: Shifted,
  writable: true,
  configurable: true,
});
globalThis.Date = Shifted;
