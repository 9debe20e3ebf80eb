import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyLot } from './classify-lot.ts';

const longest = 100_000;

/** Best of several runs, in ms: the machine's pauses are not the classifier's. */
function fastestMs(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 20; round += 1) {
    const startedAt = performance.now();
    run();
    best = Math.min(best, performance.now() - startedAt);
  }
  return best;
}

const hostile: readonly (readonly [string, string])[] = [
  ['an empty title', ''],
  ['a title of spaces', ' '.repeat(longest)],
  ['100 kB of one letter', 'a'.repeat(longest)],
  ['100 kB of "for "', 'for '.repeat(longest / 4)],
  ['100 kB of "<a "', '<a '.repeat(longest / 3)],
  ['100 kB of ampersands', '&'.repeat(longest)],
  ['100 kB of "f 1 "', 'f 1 '.repeat(longest / 4)],
  ['100 kB of "ford f "', 'ford f '.repeat(longest / 7)],
  ['100 kB of "tool box for "', 'tool box for '.repeat(longest / 13)],
  ['control characters', '\u0000\u0001\u0007\u001b[31m2012\u0000 Ford\u0008 F-150\u007f'],
  ['unclosed markup', '<script>alert(1)</script><b 2012 Ford F-150'],
  ['lone surrogates', '\ud800\udfff\ud800 2012 Ford'],
  ['Arabic', 'سيارة تويوتا للبيع'],
  ['Chinese', '二手汽车 本田'],
  ['names of Object', '__proto__ constructor toString hasOwnProperty valueOf'],
];

describe('classifyLot', () => {
  it('gives its reasons, strongest first', () => {
    const verdict = classifyLot({
      title: '2012 Ford F-150',
      category: 'Pickup Trucks',
      odometerMiles: 91_000,
    });
    expect(verdict.kind).toBe('road_vehicle');
    expect(verdict.reasons).toEqual([
      'title names a 2012 Ford F-150',
      'category is Pickup Trucks',
      'it has an odometer reading in miles',
    ]);
    expect(verdict.confidence).toBeGreaterThan(0.9);
  });

  it('is less sure when title and category disagree', () => {
    const agreed = classifyLot({ title: '2009 Chevrolet Impala', category: 'Automobiles/Cars' });
    const torn = classifyLot({ title: '2009 Chevrolet Impala', category: 'Computers: Laptops' });
    expect(torn.confidence).toBeLessThan(agreed.confidence);
  });

  it('puts the words that make it parts first', () => {
    const verdict = classifyLot({ title: '2014 Dodge Charger - PARTS ONLY', category: 'Automobiles/Cars' });
    expect(verdict.reasons[0]).toBe('title says "parts only"');
  });

  it('does not take a missing title document, salvage or a missing engine for parts', () => {
    for (const description of [
      'NO TITLE',
      'Bill of sale only, salvage title',
      'No engine, no transmission',
      'May be used for parts',
      'Sold for parts or repair',
    ]) {
      expect(classifyLot({ title: '2006 Ford Focus', description }).kind).toBe('road_vehicle');
    }
  });

  it('draws the line at a gross weight of 14,000 lb', () => {
    const kindOf = (title: string): string => classifyLot({ title }).kind;
    expect(
      ['2010 Ford F-350', '2010 Ram 3500', '2010 Ford E-350', '2010 GMC Sierra 3500'].map(kindOf),
    ).toEqual(Array(4).fill('road_vehicle'));
    expect(
      [
        '2010 Ford F-450',
        '2010 Ram 4500',
        '2010 Ford E-450',
        '2010 Chevrolet C4500',
        '2010 Ford F650',
        '2010 GMC C5500',
      ].map(kindOf),
    ).toEqual(Array(6).fill('commercial_truck'));
    expect(['2019 Mercedes-Benz E 450', '2012 Mercedes-Benz E550'].map(kindOf)).toEqual(
      Array(2).fill('road_vehicle'),
    );
  });

  it('reads through markup and entities', () => {
    expect(classifyLot({ title: '<b>2012&nbsp;Ford</b>&amp; F&#45;150' }).kind).toBe('road_vehicle');
  });

  it.each(hostile)('answers %s', (_, text) => {
    const verdict = classifyLot({
      title: text,
      description: text,
      category: text,
      make: text,
      model: text,
      body: text,
      vin: text,
    });
    expect(verdict.confidence).toBeGreaterThanOrEqual(0);
    expect(verdict.confidence).toBeLessThanOrEqual(0.99);
    expect(verdict.reasons.length).toBeGreaterThan(0);
    expect(
      fastestMs(() =>
        classifyLot({ title: text, description: text, category: text, make: text, model: text, body: text }),
      ),
    ).toBeLessThan(1);
  });

  it('calls a lot without words no vehicle, and is not sure', () => {
    expect(classifyLot({ title: '' })).toEqual({
      kind: 'not_a_vehicle',
      confidence: 0.36,
      reasons: ['nothing in its text names a vehicle'],
    });
  });

  it('never throws and always gives the same answer, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (title, category, description) => {
          const facts = { title, category, description };
          expect(classifyLot(facts)).toEqual(classifyLot(facts));
        },
      ),
    );
  });

  it('does not change with letter case', () => {
    const titles = [
      '2012 Ford F-150 tailgate',
      '2004 international 4300 dump truck',
      'Toyota forklift',
      'Lot of Dell laptops',
      '2010 Dodge Charger',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...titles), (title) => {
        expect(classifyLot({ title: title.toUpperCase() })).toEqual(
          classifyLot({ title: title.toLowerCase() }),
        );
      }),
    );
  });
});
