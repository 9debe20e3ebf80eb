import type { Vehicle } from './vehicle.ts';

/** A vehicle as it is being put together. */
export type Draft = { -readonly [K in keyof Vehicle]?: Vehicle[K] };
/** Where a fact came from. */
export type Origin = 'vin' | 'stated' | 'title';

export type Known<T> = readonly [value: T, origin: Origin];

/** Sets a field and writes down where it came from; does nothing for undefined. */
export type Put = <K extends keyof Draft>(field: K, known: Known<NonNullable<Draft[K]>> | undefined) => void;

/** The first choice that is known, with its origin. */
export const firstKnown = <T>(
  ...choices: readonly (readonly [value: T | undefined, origin: Origin])[]
): readonly [value: T, origin: Origin] | undefined => {
  for (const [value, origin] of choices) if (value !== undefined) return [value, origin];
  return undefined;
};
