import { describe, expect, it } from 'vitest';
import { findPartsWording } from './parts-wording.ts';
import { splitWords } from './words.ts';

const find = (text: string, where: 'title' | 'description'): string | undefined =>
  findPartsWording(splitWords(text, 1000), where);

describe('findPartsWording', () => {
  it.each([
    'FOR PARTS ONLY',
    'good for parts only',
    'parts only',
    'being sold for parts',
    'sold only for parts',
    'sold as parts',
  ])('hears "%s"', (text) => {
    expect(find(`Does not run. ${text}.`, 'description')).toBeDefined();
  });

  it.each([
    'not for parts only',
    'sold for parts or repair',
    'may be used for parts',
    'commonly purchased for parts',
    'parts only warranty',
    'missing parts',
    'replacement parts for sale',
    'parts and labor',
  ])('does not hear "%s"', (text) => {
    expect(find(`Runs. ${text}`, 'description')).toBeUndefined();
  });

  it('takes "for parts" in a title at its word', () => {
    expect(find('2008 Ford F-250 for parts', 'title')).toBe('for parts');
    expect(find('2008 Ford F-250 for parts/repair', 'title')).toBeUndefined();
  });
});
