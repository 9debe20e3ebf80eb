import { expect, test } from 'vitest';
import { createFreshCache } from './fresh-cache.ts';

/** A cache over a table that a test changes, and what was read of it. */
function begin({ mostKept = 100 } = {}) {
  const table = new Map<string, string>();
  const reads: string[][] = [];
  const state = { nowMs: 0, isAway: false, wait: Promise.resolve() };
  const cache = createFreshCache<string, string>({
    nowMs: () => state.nowMs,
    mostKept,
    async read(asked) {
      reads.push([...asked.keys()].sort());
      const seen = new Map(table);
      await state.wait;
      if (state.isAway) throw new Error('away');
      return new Map(
        [...asked].flatMap(([name, shown]) => (seen.has(shown) ? [[name, seen.get(shown) ?? '']] : [])),
      );
    },
  });
  return { table, reads, state, find: (name: string) => cache.find(name, name), dropAll: cache.dropAll };
}

/** Lets a reading that was begun in the background end. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('reads once and then answers at once, until a second is over', async () => {
  const { table, reads, state, find } = begin();
  table.set('a', 'old');
  expect(await find('a')).toBe('old');
  table.set('a', 'new');
  state.nowMs = 400;
  expect(find('a')).toBe('old');
  expect(reads).toEqual([['a']]);
  state.nowMs = 1_001;
  expect(await find('a')).toBe('new');
});

test('reads what is in use anew beside the answer, all of it together, and what is not in use not at all', async () => {
  const { table, reads, state, find } = begin();
  for (const name of ['a', 'b', 'c']) table.set(name, 'old');
  await Promise.all(['a', 'b', 'c'].map(find));
  expect(reads).toEqual([['a', 'b', 'c']]);
  state.nowMs = 600;
  expect(find('a')).toBe('old');
  await settle();
  expect(reads.at(-1)).toEqual(['a', 'b', 'c']);
  state.nowMs = 900;
  expect([find('a'), find('b')]).toEqual(['old', 'old']);
  state.nowMs = 1_200;
  table.set('a', 'new');
  expect(find('a')).toBe('old');
  await settle();
  expect(reads.at(-1)).toEqual(['a', 'b']);
  state.nowMs = 2_100;
  expect(find('a')).toBe('new');
});

test('what was dropped is never answered with, nor what was being read meanwhile', async () => {
  const { table, reads, state, find, dropAll } = begin();
  let go: () => void = () => undefined;
  table.set('a', 'old');
  state.wait = new Promise((resolve) => {
    go = resolve;
  });
  const first = find('a');
  await settle();
  expect(reads).toHaveLength(1);
  table.set('a', 'new');
  dropAll();
  // asked after the change: the reading under way began before it
  const second = find('a');
  go();
  expect(await first).toBe('old');
  expect(await second).toBe('new');
  expect(find('a')).toBe('new');
  table.delete('a');
  dropAll();
  expect(await find('a')).toBeUndefined();
});

test('who asks while a reading of them is under way waits for it, and for no other', async () => {
  const { table, reads, state, find } = begin();
  for (const name of ['a', 'b']) table.set(name, 'old');
  await Promise.all(['a', 'b'].map(find));
  state.nowMs = 2_000;
  const first = find('a');
  await Promise.resolve();
  expect(await Promise.all([first, find('b')])).toEqual(['old', 'old']);
  expect(reads).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
});

test('refuses what it cannot read anew, and answers again once it can', async () => {
  const { table, state, find } = begin();
  table.set('a', 'old');
  await find('a');
  state.isAway = true;
  state.nowMs = 1_000;
  expect(find('a')).toBe('old');
  await settle();
  state.nowMs = 1_001;
  await expect(find('a')).rejects.toThrow('away');
  state.isAway = false;
  expect(await find('a')).toBe('old');
});

test('forgets those used longest ago beyond its size', async () => {
  const { table, reads, find } = begin({ mostKept: 2 });
  for (const name of ['a', 'b', 'c']) table.set(name, name);
  await find('a');
  await find('b');
  expect(await find('a')).toBe('a');
  await find('c');
  expect([find('a'), find('c')]).toEqual(['a', 'c']);
  expect(find('b')).toBeInstanceOf(Promise);
  await find('b');
  expect(reads.at(-1)).toContain('b');
});
