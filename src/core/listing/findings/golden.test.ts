import { describe, expect, it } from 'vitest';
import {
  formatScore,
  isKeptAside,
  loadGoldenLots,
  precisionOf,
  recallOf,
  scoreGolden,
} from './golden.testkit.ts';

const lots = loadGoldenLots();
const parts = [
  ['tuned part', lots.filter(({ id }) => !isKeptAside(id))],
  ['kept-aside part', lots.filter(({ id }) => isKeptAside(id))],
] as const;

describe('the hand-labelled lots of GovDeals', () => {
  it('has a label for every road vehicle, and a third kept aside', () => {
    expect(lots.length).toBe(193);
    expect(parts[1][1].length / lots.length).toBeGreaterThan(0.25);
  });

  it.each(parts)('reads the findings of the %s with precision ≥ 0.97 and recall ≥ 0.95', (name, part) => {
    const score = scoreGolden(part);
    console.log(formatScore(name, score));
    expect(precisionOf(score.total)).toBeGreaterThanOrEqual(0.97);
    expect(recallOf(score.total)).toBeGreaterThanOrEqual(0.95);
  });

  it.each(parts)(
    'reads title brand, miles, VIN and hours of the %s right in at least 97 of 100 lots',
    (_name, part) => {
      for (const [, { right, wrong }] of scoreGolden(part).facts) {
        expect(right / (right + wrong)).toBeGreaterThanOrEqual(0.97);
      }
    },
  );
});
