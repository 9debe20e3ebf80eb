import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEpochMs, toInstant } from '../../core/kernel/instant.ts';
import { toSubject } from '../../core/valuation/backtest.ts';
import { CompsValuer, type MarketEvidence } from '../../core/valuation/comps-valuer.ts';
import { PriceEngine } from '../../core/valuation/engine/price-engine.ts';
import {
  countBefore,
  type PriceTable,
  type TextColumn,
  toPriceTable,
} from '../../core/valuation/evidence/price-table.ts';
import { loadSales } from './load-sales.ts';
import { readCompsFit, referenceFiles } from './load-valuer.ts';

const data = join(import.meta.dirname, '../../../data');
const readAt = toInstant('2026-11-23T00:00:00.000Z');
const sales = loadSales(join(data, referenceFiles.sales), readAt).records;
const read = readCompsFit(data, readAt);
if (!read.ok) throw new Error(read.refusal.reason);
const { wholesale, retail } = read.fit;
const valuer = new CompsValuer({ wholesale, retail });

/** The same fitted curve with the table's first rows alone: as if nothing later had been observed. */
function withFirstRows(evidence: MarketEvidence, n: number): MarketEvidence {
  const { table, fit } = evidence.engine;
  const cut = (column: TextColumn): TextColumn => ({ ...column, ids: column.ids.subarray(0, n) });
  const first: PriceTable = toPriceTable(
    {
      ...table,
      pricedAtMs: table.pricedAtMs.subarray(0, n),
      priceCents: table.priceCents.subarray(0, n),
      odometerMiles: table.odometerMiles.subarray(0, n),
      grade: table.grade.subarray(0, n),
      year: table.year.subarray(0, n),
      make: table.make.subarray(0, n),
      model: table.model.subarray(0, n),
      trim: table.trim.subarray(0, n),
      body: table.body.subarray(0, n),
      channel: table.channel.subarray(0, n),
      text: {
        vin: cut(table.text.vin),
        make: cut(table.text.make),
        model: cut(table.text.model),
        trim: cut(table.text.trim),
        state: cut(table.text.state),
        source: cut(table.text.source),
      },
    },
    table.index,
  );
  const engine = new PriceEngine(first, new Uint8Array(n).fill(1), {
    ...fit,
    residual: fit.residual.subarray(0, n),
  });
  return { ...evidence, engine };
}

describe('a valuation date in the past', () => {
  it.each([
    '2014-12-17',
    '2014-12-23T15:00:00Z',
    '2015-01-09',
    '2015-02-20',
    '2015-04-30',
    '2018-08-08',
    '2020-01-01',
  ])('prices observed after %s change no answer for that day or before it', (day) => {
    const cut = toInstant(day);
    const cutMs = toEpochMs(cut);
    const asOfCut = (evidence: MarketEvidence): MarketEvidence =>
      withFirstRows(evidence, countBefore(evidence.engine.table, cutMs));
    const blind = new CompsValuer({ wholesale: asOfCut(wholesale), retail: asOfCut(retail) });
    let valued = 0;
    fc.assert(
      fc.property(
        fc.nat(sales.length - 1),
        fc.integer({ min: 0, max: 900 }),
        fc.boolean(),
        (at, hoursBefore, sameDay) => {
          const sale = sales[at];
          if (sale === undefined) return;
          const asOf = sameDay ? cut : toInstant(cutMs - hoursBefore * 3_600_000);
          const subject = { ...toSubject(sale), asOf };
          const seeing = valuer.valueWholesale(subject);
          expect(blind.valueWholesale(subject)).toEqual(seeing);
          expect(blind.valueRetail(subject)).toEqual(valuer.valueRetail(subject));
          if (seeing.ok) valued++;
        },
      ),
      { numRuns: 150 },
    );
    expect(valued).toBeGreaterThan(30);
  });

  it('in the first days of the file answers from the curve, wider, and says that no earlier prices stand behind it', () => {
    const asOf = toInstant('2014-12-16');
    const later = toInstant('2015-06-01');
    let fromCurve = 0;
    let refused = 0;
    let wider = 0;
    for (const sale of sales.slice(0, 1_500)) {
      const subject = { ...toSubject(sale), asOf };
      const early = valuer.valueWholesale(subject);
      if (!early.ok) {
        refused++;
        expect(early.refusal.code).toBe('no_comparable_sales');
        continue;
      }
      if (!early.value.notes.some((note) => note.startsWith('No earlier prices of a '))) continue;
      fromCurve++;
      expect(early.value.evidence.count).toBeGreaterThan(0);
      expect(early.value.comparables).toEqual([]);
      const full = valuer.valueWholesale({ ...subject, asOf: later });
      if (!full.ok) expect.fail(full.refusal.reason);
      const share = ({ p10Cents, p50Cents, p90Cents }: typeof early.value): number =>
        (p90Cents - p10Cents) / p50Cents;
      if (share(early.value) > share(full.value)) wider++;
      expect(early.value.confidence).toBeLessThan(full.value.confidence);
    }
    expect(fromCurve).toBeGreaterThan(100);
    expect(fromCurve).toBeGreaterThan(refused);
    // a car is half a year younger and so dearer then, and dearer cars have narrower shares: not each one is wider
    expect(wider / fromCurve).toBeGreaterThan(0.97);
  });

  it('without a single earlier sale of its kind refuses: a value needs evidence', () => {
    const [sale] = sales;
    if (sale === undefined) expect.fail('no sales');
    expect(valuer.valueWholesale({ ...toSubject(sale), asOf: toInstant('2013-12-01') })).toMatchObject({
      ok: false,
      refusal: { code: 'no_comparable_sales' },
    });
  });
});
