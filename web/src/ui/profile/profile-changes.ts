import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

type Figures = NonNullable<BuyerProfileInput['costFigures']>;

/** Own figures that differ from the saved ones; what is not set on either side is `null`. */
function changedFigures(changes: Figures, saved: Figures = {}): Figures {
  const known = saved as Record<string, number | null | undefined>;
  return Object.fromEntries(
    Object.entries(changes).filter(([key, value]) => (value ?? null) !== (known[key] ?? null)),
  );
}

/** Of settings being tried, only those that differ from the saved ones. */
export function withoutSaved(changes: BuyerProfileInput, saved: BuyerProfileInput): BuyerProfileInput {
  const { costFigures, ...plain } = changes;
  const figures = costFigures && changedFigures(costFigures, saved.costFigures);
  return {
    ...Object.fromEntries(
      Object.entries(plain).filter(([name, value]) => !isSame(value, saved[name as keyof BuyerProfileInput])),
    ),
    ...(figures && Object.keys(figures).length > 0 && { costFigures: figures }),
  };
}

/** The saved settings with changes over them, figure by figure. */
export const withChanges = (saved: BuyerProfileInput, changes: BuyerProfileInput): BuyerProfileInput => ({
  ...saved,
  ...changes,
  costFigures: { ...saved.costFigures, ...changes.costFigures },
});

/** What puts back what these changes changed, and nothing else. */
export function earlierOf(changes: BuyerProfileInput, saved: BuyerProfileInput): BuyerProfileInput {
  const known = (saved.costFigures ?? {}) as Record<string, number | null | undefined>;
  return Object.fromEntries(
    Object.keys(changes).map((name) => [
      name,
      name === 'costFigures'
        ? Object.fromEntries(Object.keys(changes.costFigures ?? {}).map((key) => [key, known[key] ?? null]))
        : saved[name as keyof BuyerProfileInput],
    ]),
  );
}
