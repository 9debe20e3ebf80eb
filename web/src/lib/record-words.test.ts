import { describe, expect, it } from 'vitest';
import { describeRecord, toActionWords } from './record-words.ts';

describe('what a log keeps', () => {
  it('is said in words', () => {
    expect(toActionWords('session.started_with_passkey')).toBe('Session started with passkey');
    expect(
      describeRecord({
        role: 'viewer',
        scopes: ['deals.read', 'fees.read'],
        expiresAt: '2027-02-23T19:55:12.404Z',
        days: 1_000,
      }),
    ).toBe('role viewer; scopes deals.read, fees.read; expires at 23 Feb 2027, 19:55 UTC; days 1,000');
  });

  it('says what is not there, and what lies inside', () => {
    expect(
      describeRecord({ scopes: null, mailed: true, list: [], name: '', had: { role: 'owner', on: false } }),
    ).toBe('scopes not set; mailed yes; list none; name not set; had (role owner; on no)');
    expect([describeRecord(null), describeRecord(undefined), describeRecord({})]).toEqual(['', '', '']);
    expect(describeRecord('a name')).toBe('a name');
  });
});
