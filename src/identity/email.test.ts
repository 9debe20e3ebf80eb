import { describe, expect, it } from 'vitest';
import { parseEmail, toShownEmail, toStoredEmail } from './email.ts';

describe('e-mails', () => {
  it('are stored in lower case, and shown as typed in the form of the first start', () => {
    expect(toStoredEmail('  Ann@Example.COM ')).toBe('ann@example.com');
    expect(toStoredEmail('Owner@localhost')).toBe('owner@localhost.internal');
    expect(toShownEmail('owner@localhost.internal')).toBe('owner@localhost');
    expect(toShownEmail('ann@example.com')).toBe('ann@example.com');
  });
  it.each([
    '',
    'ann',
    'ann@',
    '@example.com',
    'a b@example.com',
    'a@b@example.com',
    'a@example.com\r\nx: y',
    `${'a'.repeat(250)}@example.com`,
  ])('refuses %j', (text) => {
    expect(toStoredEmail(text)).toBeUndefined();
    expect(() => parseEmail(text)).toThrow('not an e-mail');
  });
});
