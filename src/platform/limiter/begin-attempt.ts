import type { BackOffLadder, LimitStore } from './limit-store.ts';

export interface CountedKey {
  readonly key: string;
  readonly ladder: BackOffLadder;
  /** What a success does: forget all failures of the key, or take back this attempt alone. */
  readonly onSuccess: 'forget' | 'undo';
}

export type Attempt =
  | { readonly isOpen: false; readonly waitMs: number }
  | { readonly isOpen: true; succeed(): Promise<void> };

/**
 * Counts an attempt as failed under every key until it succeeds, so that parallel ones gain nothing. Where one key has
 * to wait, nothing is counted under the others: trying too early costs no more than the wait.
 */
export async function beginAttempt(store: LimitStore, counted: readonly CountedKey[]): Promise<Attempt> {
  const steps = await Promise.all(
    counted.map(async ({ key, ladder, onSuccess }) => ({
      key,
      onSuccess,
      step: await store.climb(ladder, key),
    })),
  );
  const waits = steps.map(({ step }) => (step.isOpen ? 0 : step.waitMs));
  const waitMs = Math.max(0, ...waits);
  if (waitMs > 0) {
    await Promise.all(steps.map(({ step }) => (step.isOpen ? step.undo() : undefined)));
    return { isOpen: false, waitMs };
  }
  return {
    isOpen: true,
    succeed: async () => {
      await Promise.all(
        steps.map(({ key, onSuccess, step }) => {
          if (onSuccess === 'forget') return store.forget(key);
          return step.isOpen ? step.undo() : undefined;
        }),
      );
    },
  };
}
