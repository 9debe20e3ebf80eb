import { setImmediate as rest } from 'node:timers/promises';

/** A few milliseconds of work with lots. */
const rowLength = 16;

/** Works on a few items at a time and lets requests have their turn in between; results in the order of the items. */
export async function inRows<Item, Result>(
  items: readonly Item[],
  work: (row: readonly Item[]) => readonly Result[],
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += rowLength) {
    results.push(...work(items.slice(from, from + rowLength)));
    await rest();
  }
  return results;
}
