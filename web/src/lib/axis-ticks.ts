const intervals = 4;
const niceSteps = [1, 2, 2.5, 5, 10] as const;

/** Five round amounts from 0 to at least `maxCents`, evenly apart. */
export function toAxisTicks(maxCents: number): readonly number[] {
  const roughStep = Math.max(100, maxCents) / intervals;
  const magnitude = 10 ** Math.floor(Math.log10(roughStep));
  const step = (niceSteps.find((nice) => nice * magnitude >= roughStep) ?? 10) * magnitude;
  return Array.from({ length: intervals + 1 }, (_, index) => Math.round(index * step));
}
