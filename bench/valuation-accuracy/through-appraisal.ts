import { toAppraisalInput } from '../../src/app/to-appraisal-input.ts';
import { appraiseRequestSchema } from '../../src/contracts/appraise-request.ts';
import { appraise } from '../../src/core/appraise.ts';
import { toInstant } from '../../src/core/kernel/instant.ts';
import type { Track } from '../../src/core/valuation/boosting/effect-terms.ts';
import type { SalesRow, TrainingSale } from '../../src/core/valuation/boosting/training-sale.ts';
import { buildWholesaleEvidence } from '../../src/core/valuation/build-evidence.ts';
import { CompsValuer } from '../../src/core/valuation/comps-valuer.ts';
import {
  parseWholesaleSale,
  wholesaleSaleColumns,
} from '../../src/core/valuation/evidence/parse-wholesale-sale.ts';
import type { ValueModel } from '../../src/core/valuation/value-model.ts';
import { dataFolder } from '../../src/platform/folders.ts';
import { loadAppraisalTools } from '../../src/platform/reference/load-appraisal-tools.ts';
import { loadPriceIndex } from '../../src/platform/reference/load-price-index.ts';
import { referenceFiles } from '../../src/platform/reference/load-valuer.ts';

const now = toInstant(Date.UTC(2016, 0, 1));

export type AppraiseSale = (
  sale: TrainingSale,
  track: Track,
  titleBrand: 'clean' | undefined,
  /** Columns of the sale that the request leaves out. */
  unsaid?: readonly string[],
) =>
  | {
      readonly p10Cents: number;
      readonly p50Cents: number;
      readonly p90Cents: number;
      readonly method: string;
    }
  | undefined;

/** The public path, as `POST /api/v1/appraise` takes it, with comparables and model of the sales learned from alone. */
export async function createAppraiseSale(
  rows: readonly SalesRow[],
  learn: readonly TrainingSale[],
  model: ValueModel,
): Promise<AppraiseSale> {
  const learned = learn.flatMap(({ row }) => {
    const cells = wholesaleSaleColumns.map((name) => rows[row - 1]?.[name] ?? '');
    const sale = parseWholesaleSale(cells, 'learned', now);
    return sale.ok ? [sale.value] : [];
  });
  const index = loadPriceIndex(`${dataFolder}/${referenceFiles.priceIndex}`);
  const valuer = new CompsValuer({ wholesale: buildWholesaleEvidence(learned, index), model });
  const { tools } = await loadAppraisalTools(dataFolder, { model });
  return (sale, track, titleBrand, unsaid = []) => {
    const { facts } = sale;
    const {
      vin,
      make,
      model: name,
      trim,
      body,
      transmission,
      color,
      seller,
      year,
    }: SalesRow = {
      ...rows[sale.row - 1],
      ...Object.fromEntries(unsaid.map((column) => [column, undefined])),
    };
    const request = appraiseRequestSchema.parse({
      ...(vin && { vin }),
      year: Number(year),
      make,
      model: name,
      ...(trim && { trim }),
      ...(body && { body }),
      ...(transmission && { transmission }),
      ...(color && { color }),
      ...(facts.state && { state: facts.state }),
      ...(Number.isNaN(facts.miles) ? {} : { odometerMiles: facts.miles }),
      ...(Number.isNaN(facts.grade) || track === 'blind' ? {} : { conditionGrade: facts.grade }),
      ...(seller && track !== 'blind' && { seller }),
      ...(track === 'book' && { book: { name: 'mmr', cents: Math.round(facts.bookDollars * 100) } }),
      ...(titleBrand && { titleBrand }),
      asOf: toInstant(Math.round(sale.soldDay * 86_400_000)),
    });
    return appraise(toAppraisalInput(request, undefined, now), { ...tools, valuer }).wholesale;
  };
}
