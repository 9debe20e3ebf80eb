import type { BuyerProfile } from '../../costing/cost.ts';
import type { CostTables } from '../../costing/cost-tables.ts';
import { type BoundFigures, prepareBounds } from '../bounds/bound-figures.ts';
import type { Columns } from '../columns/column-set.ts';
import type { MarketColumns } from '../columns/market-columns.ts';
import { type ExactFigures, prepareFigures } from './exact-figures.ts';
import { readRows } from './row-reader.ts';
import { settleBuyer } from './settle-buyer.ts';

/** One buyer over the market's columns as they are now. */
export type BoundBuyer = BoundFigures &
  Pick<ExactFigures, 'figuresAt' | 'promiseAt' | 'stopsAt'> & {
    /** The middle of the value in the buyer's market, in cents; NaN where there is none. */
    readonly valueAt: (row: number) => number;
  };

/** One buyer over the whole market, good until the profile or the tables change. */
export interface PreparedBuyer {
  /** To be asked for anew after lots were put: a market that grows has other columns. */
  readonly bind: () => BoundBuyer;
}

/**
 * Settles what a buyer's settings decide once for the market (fees for each schedule, tax and policies for each kind of
 * lot, haul for each place), and for kinds that come in later when they are first met. Throws RangeError as `costLot`
 * does.
 */
export function prepareBuyer(
  profile: BuyerProfile,
  tables: CostTables,
  market: MarketColumns,
): PreparedBuyer {
  const settled = settleBuyer(profile, tables, market.dictionaries);
  let known: { readonly columns: Columns; readonly buyer: BoundBuyer } | undefined;
  const bind = (): BoundBuyer => {
    const { columns } = market;
    if (known?.columns === columns) return known.buyer;
    const rows = readRows(market, settled.isRetail, settled.isOdometerUnknown);
    const exact = prepareFigures(market, settled, rows);
    const { figuresAt, promiseAt, stopsAt } = exact;
    const bounds = prepareBounds(market, settled, rows, exact);
    const buyer = { ...bounds, figuresAt, promiseAt, stopsAt, valueAt: rows.middleAt };
    known = { columns, buyer };
    return buyer;
  };
  return { bind };
}
