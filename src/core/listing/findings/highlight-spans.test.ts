import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../finding.ts';
import { highlightSpans } from './highlight-spans.ts';
import { readFindings } from './read-findings.ts';

const finding = (
  code: Finding['code'],
  severity: Finding['severity'],
  start: number,
  end: number,
): Finding => ({
  code,
  polarity: 'present',
  severity,
  text: 'x'.repeat(end - start),
  start,
  end,
  in: 'description',
});

describe('spans to highlight', () => {
  it('joins spans that overlap and takes the gravest severity', () => {
    expect(highlightSpans([finding('rust', 'warn', 5, 9), finding('frame_damage', 'stop', 0, 7)])).toEqual([
      { start: 0, end: 9, severity: 'stop', codes: ['frame_damage', 'rust'] },
    ]);
  });

  it('leaves out the other text and structured fields', () => {
    const { findings } = readFindings({ title: 'Salvage title', description: 'Rust.', hasKeys: false });
    expect(highlightSpans(findings).map(({ codes }) => codes)).toEqual([['rust']]);
    expect(highlightSpans(findings, 'title').map(({ codes }) => codes)).toEqual([['title_salvage']]);
  });

  it('never overlaps and keeps reading order', () => {
    const span = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
        const answer = highlightSpans(
          spans.map(([start, size]) => finding('rust', 'warn', start, start + size)),
        );
        for (let at = 1; at < answer.length; at++) {
          expect(answer[at]?.start).toBeGreaterThanOrEqual(answer[at - 1]?.end ?? 0);
        }
      }),
    );
  });
});
