import { expect, it } from 'vitest';
import { makeId, makeOneTimePassword, makeToken } from './secrets.ts';

it('one-time passwords have four groups of letters that cannot be misread, and do not repeat', () => {
  const made = Array.from({ length: 500 }, makeOneTimePassword);
  expect(new Set(made).size).toBe(500);
  for (const password of made)
    expect(password).toMatch(/^[abcdefghjkmnpqrstuvwxyz2-9]{5}(-[abcdefghjkmnpqrstuvwxyz2-9]{5}){3}$/);
});

it('tokens have 256 bits and ids the prefix of their kind', () => {
  expect(makeToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(makeId('member')).toMatch(/^mem_[A-Za-z0-9_-]{22}$/);
});
