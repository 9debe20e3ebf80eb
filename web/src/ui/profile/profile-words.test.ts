import { expect, test } from 'vitest';
import { withoutSaved } from './profile-changes.ts';
import { describeChanges, describeTried } from './profile-words.ts';

test('a change reads as the setting, what it was and what it is', () => {
  expect(describeChanges({ targetMarginCents: 150_000 }, { targetMarginCents: 200_050 })).toEqual([
    'Target margin $1,500 → $2,000.50',
  ]);
  expect(describeChanges({}, { homeZip: '60601', exit: 'retail' })).toEqual([
    'Home ZIP default → 60601',
    'Sell default → retail',
  ]);
  expect(describeChanges({ homeZip: '60601' }, { homeZip: null })).toEqual(['Home ZIP 60601 → none']);
  expect(describeChanges({ policePolicy: 'flag' }, { policePolicy: 'flag' })).toEqual([]);
});

test('settings being tried are told in one line', () => {
  expect(describeTried({ targetMarginCents: 0, exit: 'retail', resaleCertificate: true })).toBe(
    'sell retail, target margin $0, resale certificate yes',
  );
  expect(describeTried({ homeZip: '60601', salvagePolicy: 'block' })).toBe(
    'Home ZIP 60601, branded titles never bid',
  );
});

test('what is tried and equals the saved setting is no change, even where it is null or false', () => {
  const saved = { homeZip: null, resaleCertificate: false, targetMarginCents: 150_000 };
  expect(withoutSaved({ ...saved, targetMarginCents: 0 }, saved)).toEqual({ targetMarginCents: 0 });
});
