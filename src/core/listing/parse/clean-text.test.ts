import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText } from './clean-text.ts';

describe('cleanText', () => {
  it.each([
    [
      '<p>Runs &amp; drives.</p><p>Rust&nbsp;on <b>rear</b> quarter</p>',
      'Runs & drives.\n\nRust on rear quarter',
    ],
    ['one<br>two<BR/>three', 'one\ntwo\nthree'],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['a \t  b', 'a b'],
    ['a\n\n\n\n\nb', 'a\n\nb'],
    ['needs work&mldr; AC inop', 'needs work… AC inop'],
    ['5&#39; x 6&#x27;', "5' x 6'"],
    ['&lt;b&gt; stays text', '<b> stays text'],
    ['< 5000 miles, <5k, 3 < 4', '< 5000 miles, <5k, 3 < 4'],
    ['a<script>alert("x")</script>b', 'ab'],
    ['a<script>never closed', 'a'],
    ['a<style>p{}</style >b', 'ab'],
    ['a<!-- note -->b', 'ab'],
    ['nul\0 and bell\u0007', 'nul and bell'],
    ['zero\u200bwidth and \u202egnirts', 'zerowidth and gnirts'],
    ['lone \ud800 surrogate', 'lone \ufffd surrogate'],
    ['=HYPERLINK("http://x","y")', '=HYPERLINK("http://x","y")'],
    ['&nosuch; &amp', '&nosuch; &amp'],
    ['&#0;&#1114112;', ''],
    ['img<img src="x" onerror="alert(1)">after', 'imgafter'],
  ])('reads %j', (raw, text) => {
    expect(cleanText(raw, 1000)).toBe(text);
  });

  it('cuts to its length without splitting a character', () => {
    expect(cleanText('a'.repeat(50), 10)).toBe('aaaaaaaaaa');
    expect(cleanText('🚗🚗🚗', 3)).toBe('🚗');
  });

  it('keeps one line for titles', () => {
    expect(cleanLine('2013 Ford<br>F-150\n\nXLT', 100)).toBe('2013 Ford F-150 XLT');
  });

  it('leaves no control character and is never longer than asked, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 120 }),
        fc.integer({ min: 1, max: 100 }),
        (raw, length) => {
          const text = cleanText(raw, length);
          expect(text.length).toBeLessThanOrEqual(length);
          expect(text.isWellFormed()).toBe(true);
          expect(/(?!\n)\p{Cc}/u.test(text)).toBe(false);
        },
      ),
    );
  });

  it.each([
    ['<'.repeat(400_000)],
    ['<a '.repeat(130_000)],
    ['<script>'.repeat(50_000)],
    ['<script></'.repeat(40_000)],
    ['&'.repeat(400_000)],
    [' \n'.repeat(200_000)],
    ['<!--'.repeat(100_000)],
  ])('is linear on hostile text %#', (raw) => {
    const started = performance.now();
    cleanText(raw, 100_000);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
