import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer } from './seal.ts';

const current = 'a secret of forty characters for the tests';
const another = 'another secret of forty characters, too';
const sealer = createSealer({ current, others: [] });

describe('the sealer', () => {
  it('gives back what was sealed, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(sealer.open('mail', sealer.seal('mail', text))).toBe(text);
      }),
    );
  });

  it('never seals the same text to the same bytes', () => {
    expect(sealer.seal('mail', 'x')).not.toBe(sealer.seal('mail', 'x'));
  });

  it('opens nothing for another purpose or with another secret', () => {
    const sealed = sealer.seal('mail', 'a link');
    expect(sealer.open('key', sealed)).toBeUndefined();
    expect(createSealer({ current: another, others: [] }).open('mail', sealed)).toBeUndefined();
  });

  it('opens what one of the other secrets sealed, and tells it from what the current one did', () => {
    const sealed = sealer.seal('mail', 'a link');
    const rotated = createSealer({ current: another, others: [current] });
    expect(rotated.open('mail', sealed)).toBe('a link');
    expect(rotated.isCurrent('mail', sealed)).toBe(false);
    expect(rotated.isCurrent('mail', rotated.seal('mail', 'a link'))).toBe(true);
    expect(sealer.open('mail', rotated.seal('mail', 'a link'))).toBeUndefined();
  });

  it('opens nothing that was changed in any byte', () => {
    const sealed = Buffer.from(sealer.seal('mail', 'a link'), 'base64url');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(sealer.open('mail', changed.toString('base64url'))).toBeUndefined();
    }
    expect(sealer.open('mail', 'short')).toBeUndefined();
  });
});
