import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLemonModel } from './decode-lemon-model.ts';
import { encodeLemonModel } from './encode-lemon-model.ts';
import { lemonChecksum } from './lemon-checksum.ts';
import { trainSmallModel } from './lemon-model.testkit.ts';
import { lemonRisk } from './lemon-risk.ts';

const model = trainSmallModel(1500);
const text = encodeLemonModel(model);
const problemOf = (file: string): string | undefined => {
  const decoded = decodeLemonModel(file);
  return decoded.ok ? undefined : decoded.error.code;
};
/** Changes the body and signs it again, as a wrong writer would. */
const withBody = (change: (body: Record<string, never>) => unknown): string => {
  const file = JSON.parse(text) as { body: Record<string, never>; checksum: string };
  change(file.body);
  file.checksum = lemonChecksum(JSON.stringify(file.body));
  return JSON.stringify(file);
};

describe('decodeLemonModel', () => {
  it('reads back what was written', () => {
    const decoded = decodeLemonModel(text);
    expect(decoded.ok && decoded.value).toEqual(model);
    expect(decoded.ok && encodeLemonModel(decoded.value)).toBe(text);
  });

  it('refuses what is not a lemon model', () => {
    expect(problemOf('')).toBe('not_json');
    expect(problemOf(text.slice(0, -20))).toBe('not_json');
    expect(problemOf('null')).toBe('other_format');
    expect(problemOf('[1,2]')).toBe('other_format');
    expect(problemOf('{"format":"something else"}')).toBe('other_format');
    expect(problemOf('{"format":"dealerscope-lemon-model","formatVersion":2}')).toBe('other_version');
    expect(problemOf('{"format":"dealerscope-lemon-model","formatVersion":1}')).toBe('damaged');
  });

  it('refuses a file in which any one digit was changed', () => {
    const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
    fc.assert(
      fc.property(fc.constantFrom(...digits), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digit = (Number(text[at]) + by) % 10;
        const damaged = `${text.slice(0, at)}${digit}${text.slice(at + 1)}`;
        const decoded = decodeLemonModel(damaged);
        // A changed digit that JSON reads as the same number (a trailing zero, a seventeenth digit) is no damage.
        if (decoded.ok) expect(decoded.value).toEqual(model);
        else expect(['damaged', 'not_json', 'other_version']).toContain(decoded.error.code);
      }),
    );
  });

  it.each([
    ['children that lead backwards', (f: Forest) => f.firstChild.fill(0), 'malformed'],
    ['children outside the forest', (f: Forest) => f.firstChild.fill(1e9), 'malformed'],
    ['an input that is not there', (f: Forest) => f.input.fill(99), 'malformed'],
    ['a split beyond all bins', (f: Forest) => f.lastLeftBin.fill(255), 'malformed'],
    ['a split between bins', (f: Forest) => f.lastLeftBin.fill(1.5), 'malformed'],
    ['a root outside the forest', (f: Forest) => f.roots.push(-1), 'malformed'],
    ['lists of different lengths', (f: Forest) => f.logOdds.pop(), 'malformed'],
    ['leaves that would overflow', (f: Forest) => f.logOdds.fill(1e300), 'malformed'],
  ])('refuses a well-signed file with %s', (_, damage, code) => {
    expect(problemOf(withBody((body) => damage(body.forest as unknown as Forest)))).toBe(code);
  });

  it('refuses a well-signed file with missing parts or other inputs', () => {
    for (const part of ['baseRate', 'intercept', 'scales', 'ranges', 'forest', 'training'])
      expect(problemOf(withBody((body) => Reflect.deleteProperty(body, part))), part).toBe('malformed');
    const scales = withBody((body) => {
      (body.scales as unknown as { name: string }[])[0] = { ...model.scales[0], name: 'wheels' } as {
        name: string;
      };
    });
    expect(problemOf(scales)).toBe('other_inputs');
    expect(problemOf(withBody((body) => Object.assign(body, { baseRate: 1.5 })))).toBe('malformed');
  });

  it('never throws, whatever it is given, and leaves Object.prototype alone', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const file = `{"format":"dealerscope-lemon-model","formatVersion":1,"checksum":"${lemonChecksum(JSON.stringify(JSON.parse(json)))}","body":${json}}`;
        expect(problemOf(file)).toBe('malformed');
      }),
    );
    decodeLemonModel('{"__proto__":{"format":"dealerscope-lemon-model","polluted":1}}');
    expect('polluted' in {}).toBe(false);
  });

  it('scores the same after a round trip', () => {
    const decoded = decodeLemonModel(text);
    const subject = { ageYears: 7, odometerMiles: 93_000, make: 'Ford' };
    expect(decoded.ok && lemonRisk(subject, decoded.value)).toEqual(lemonRisk(subject, model));
  });
});

interface Forest {
  readonly roots: number[];
  readonly input: number[];
  readonly lastLeftBin: number[];
  readonly firstChild: number[];
  readonly logOdds: number[];
}
