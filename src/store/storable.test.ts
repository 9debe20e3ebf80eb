import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toStorableJson, toStorableText } from './storable.ts';

const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));

test('only U+0000 and halves of pairs are changed', () => {
  expect(toStorableText('a\0b\ud800c\u{1f697}')).toBe('ab\ufffdc\u{1f697}');
  const json = toStorableJson({ 'k\0': ['\\u0000', '\0', '\udfff'] });
  expect(JSON.parse(json)).toEqual({ k: ['\\u0000', '', '\ufffd'] });
});

test('what a text spells out is read back as it was, and nothing else is lost', () => {
  fc.assert(
    fc.property(fc.jsonValue(), anyText, anyText, (value, name, text) => {
      const spelled = { value, '\\u0000\\ud8ff': `\\\\ud8ff${JSON.stringify(text)}` };
      expect(JSON.parse(toStorableJson(spelled))).toEqual(
        JSON.parse(JSON.stringify(spelled), (_key, part: unknown) =>
          typeof part === 'string' ? toStorableText(part) : part,
        ),
      );
      const [[key, read] = []] = Object.entries(JSON.parse(toStorableJson({ [name]: text })) as object);
      expect([key, read]).toEqual([toStorableText(name), toStorableText(text)]);
    }),
  );
});

test('no writer makes JSON by itself', () => {
  const writers = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('storable'),
  );
  const own = writers.filter((file) =>
    readFileSync(path.join(import.meta.dirname, file), 'utf8').includes('JSON.stringify'),
  );
  expect(own).toEqual([]);
});
