import { expect, test } from 'vitest';
import hashes from './fixtures/bcryptjs-hashes.json' with { type: 'json' };
import { createPasswordHasher } from './password-hasher.ts';

const cheap = createPasswordHasher(4);

test('costs 2^12 rounds unless its maker says otherwise', async () => {
  expect(await createPasswordHasher().hash('maple-anchor-violet-37')).toMatch(/^\$2b\$12\$/);
  expect(await cheap.hash('maple-anchor-violet-37')).toMatch(/^\$2b\$04\$/);
});

test('opens what bcryptjs 3.0.3 has stored', async () => {
  for (const hash of hashes) {
    expect(await cheap.verify({ hash, password: 'maple-anchor-violet-37' })).toBe(true);
    expect(await cheap.verify({ hash, password: 'maple-anchor-violet-38' })).toBe(false);
  }
});

test('tells passwords apart past 72 bytes and past a NUL, where bcrypt alone stops reading', async () => {
  const long = 'correct horse battery staple '.repeat(3);
  const hash = await cheap.hash(`${long}A`);
  expect(await cheap.verify({ hash, password: `${long}A` })).toBe(true);
  expect(await cheap.verify({ hash, password: `${long}B` })).toBe(false);
  expect(await cheap.verify({ hash: await cheap.hash('zero\u0000one'), password: 'zero\u0000two' })).toBe(
    false,
  );
});

test('leaves the event loop alone while it works', async () => {
  let turns = 0;
  let isDone = false;
  const hashing = createPasswordHasher(10)
    .hash('maple-anchor-violet-37')
    .then(() => {
      isDone = true;
    });
  // a hash on this thread would give it back a few times at the most: bcryptjs rests each 100 ms
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
  }
  await hashing;
  expect(turns).toBeGreaterThan(50);
});

test('hashes one at a time, in order', async () => {
  const order: string[] = [];
  const slow = createPasswordHasher(9).hash.bind(undefined);
  await Promise.all(['a', 'b', 'c'].map((name) => slow(name).then(() => order.push(name))));
  expect(order).toEqual(['a', 'b', 'c']);
});
