import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Instant, toInstant } from '../../core/kernel/instant.ts';
import { toSubject } from '../../core/valuation/backtest.ts';
import { CompsValuer } from '../../core/valuation/comps-valuer.ts';
import { ColumnFileProblemError, decodeColumnFile, encodeColumnFile } from './column-file.ts';
import { compsFitFormat, encodeCompsFit } from './comps-fit-file.ts';
import { loadSales } from './load-sales.ts';
import { compsFitFile, fitComps, loadValuer, readCompsFit, referenceFiles } from './load-valuer.ts';

const data = join(import.meta.dirname, '../../../data');
const readAt = toInstant('2026-11-23T00:00:00.000Z');
const shipped = readFileSync(join(data, compsFitFile));

describe('a column file', () => {
  it('gives back exactly the numbers that went in', () => {
    const numbers = fc.oneof(
      fc.array(fc.integer({ min: -128, max: 300 })),
      fc.array(fc.integer()),
      fc.array(fc.double()),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), numbers), fc.json(), (columns, header) => {
        const back = decodeColumnFile(encodeColumnFile(header, new Map(Object.entries(columns))));
        expect(back.header).toEqual(header);
        for (const [name, values] of Object.entries(columns)) {
          const read = Array.from(back.columns.get(name) ?? []);
          expect(read.length).toBe(values.length);
          expect(read.every((value, i) => Object.is(value, values[i]))).toBe(true);
        }
      }),
    );
  });

  it('is refused when a byte is changed or the end is cut off, wherever', () => {
    const file = encodeColumnFile({ a: 1 }, new Map([['x', [1, 2.5, Number.NaN]]]));
    for (let at = 0; at < file.length; at++) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => decodeColumnFile(changed)).toThrow(ColumnFileProblemError);
      expect(() => decodeColumnFile(file.subarray(0, at))).toThrow(ColumnFileProblemError);
    }
  });
});

describe('the shipped fit', () => {
  let fitted: ReturnType<typeof fitComps>;
  beforeAll(() => {
    fitted = fitComps(data, readAt);
  }, 120_000);

  it('is what a fit of the data gives, byte for byte', () => {
    expect(encodeCompsFit(fitted).equals(shipped)).toBe(true);
  });

  it('gives the same answers as fitting anew, to the cent, comparables and words included', () => {
    const read = readCompsFit(data, readAt);
    if (!read.ok) expect.fail(read.refusal.reason);
    const fromFile = new CompsValuer(read.fit);
    const anew = new CompsValuer(fitted);
    const sales = loadSales(join(data, referenceFiles.sales), readAt).records;
    const days: readonly Instant[] = [
      '2014-12-20',
      '2015-03-03',
      '2019-06-01',
      '2023-02-01',
      '2026-11-23',
    ].map((day) => toInstant(day));
    let valued = 0;
    for (let i = 0; i < 600; i++) {
      const sale = sales[(i * 7919) % sales.length];
      if (sale === undefined) continue;
      const subject = { ...toSubject(sale), asOf: days[i % days.length] ?? readAt };
      const wholesale = fromFile.valueWholesale(subject);
      expect(wholesale).toEqual(anew.valueWholesale(subject));
      expect(fromFile.valueRetail(subject)).toEqual(anew.valueRetail(subject));
      if (wholesale.ok && wholesale.value.comparables.length > 0) valued++;
    }
    expect(valued).toBeGreaterThan(400);
  });
});

describe('a fit that cannot stand for the data', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fit-'));
    for (const name of ['sales', 'retail', 'indices']) symlinkSync(join(data, name), join(folder, name));
    mkdirSync(join(folder, 'models'));
    writeFileSync(join(folder, compsFitFile), shipped);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const codeOf = (): string => {
    const read = readCompsFit(folder, readAt);
    return read.ok ? 'ok' : read.refusal.code;
  };

  it('is taken as long as nothing differs', () => expect(codeOf()).toBe('ok'));

  it.each([
    ['missing', () => rmSync(join(folder, compsFitFile)), 'fit_missing'],
    ['empty', () => writeFileSync(join(folder, compsFitFile), ''), 'fit_unreadable'],
    ['cut off', () => writeFileSync(join(folder, compsFitFile), shipped.subarray(0, 1e6)), 'fit_unreadable'],
    ['of noise', () => writeFileSync(join(folder, compsFitFile), Buffer.alloc(99, 7)), 'fit_unreadable'],
    [
      'another kind of file',
      () => writeFileSync(join(folder, compsFitFile), encodeColumnFile({ kind: 'else' }, new Map())),
      'fit_unreadable',
    ],
    [
      'of another format',
      () =>
        writeFileSync(
          join(folder, compsFitFile),
          encodeColumnFile({ kind: 'comps-fit', format: 0 }, new Map()),
        ),
      'fit_unreadable',
    ],
    [
      'without the parts of its header',
      () =>
        writeFileSync(
          join(folder, compsFitFile),
          encodeColumnFile({ kind: 'comps-fit', format: compsFitFormat }, new Map()),
        ),
      'fit_unreadable',
    ],
    [
      'without its columns',
      () => {
        const { header } = decodeColumnFile(shipped);
        writeFileSync(join(folder, compsFitFile), encodeColumnFile(header, new Map()));
      },
      'fit_unreadable',
    ],
    [
      'of other inputs',
      () => {
        rmSync(join(folder, 'indices'));
        cpSync(join(data, 'indices'), join(folder, 'indices'), { recursive: true });
        writeFileSync(join(folder, referenceFiles.priceIndex), 'observation_date,X\n2015-01-01,100\n');
      },
      'fit_of_other_inputs',
    ],
  ])('is refused with its code when it is %s', (_, spoil, code) => {
    spoil();
    expect(codeOf()).toBe(code);
  });

  it('is said to be so, and the Valuer answers as with it', () => {
    const heard: string[] = [];
    const hear = ({ code }: { readonly code: string }): void => void heard.push(code);
    const [sale] = loadSales(join(data, referenceFiles.sales), readAt).records;
    if (sale === undefined) expect.fail('no sales');
    const subject = { ...toSubject(sale), asOf: readAt };
    const before = loadValuer(folder, readAt, undefined, hear).valueWholesale(subject);
    expect(heard).toEqual([]);
    writeFileSync(join(folder, compsFitFile), shipped.subarray(0, shipped.length - 1));
    expect(loadValuer(folder, readAt, undefined, hear).valueWholesale(subject)).toEqual(before);
    expect(heard).toEqual(['fit_unreadable']);
  }, 120_000);

  it('is refused when asked as of a day before its newest sale', () => {
    const read = readCompsFit(folder, toInstant('2015-01-15'));
    expect(read).toMatchObject({ ok: false, refusal: { code: 'fit_is_newer_than_asked' } });
  });
});
