import { err, ok, type Result } from '../../kernel/result.ts';
import type { AuctionHouse, MakeGroup, SizeClass, StateGroup } from '../lemon-groups.ts';
import type { LemonInputs } from '../lemon-subject.ts';
import { decodePriceCode } from './decode-price-code.ts';

/** Header of `data/lemons/auction-purchases-2009-2010.csv.gz`. */
export const lemonPurchaseColumns =
  'RefId IsBadBuy purchIn2010 aucEqAdesa aucEqManheim vehYearEq03 vehYearEq04 vehYearEq05 vehYearEq06 vehYearEq07 ageAtSale makeEqChevrolet makeEqFord makeEqDodge makeEqChrysler trimEqBas trimEqLS trimEqSE subModelEq4DSEDAN subModelEq4DSEDANLS subModelEq4DSEDANSE colourEqSilver colourEqWhite colourEqBlue colourEqGrey colourEqBlack colourEqRed colourEqGold colourEqOrange transEqManual wheelEqAlloy wheelEqCovers odomRead AmericanMade otherAsianMade sizeEqTruck sizeEqMedium sizeEqSUV sizeEqCompact sizeEqVan price purchInTexas purchInFlorida purchInCalifornia purchInNorthCarolina purchInArizona purchInColorado purchInSouthCarolina costAtPurch onlineSale warrantyCost'.split(
    ' ',
  );

/** One car bought at auction and whether it was a bad buy. */
export interface LemonPurchase {
  readonly refId: number;
  readonly badBuy: boolean;
  readonly inputs: LemonInputs;
  /** Recorded, but not what a bidder knows or what carries over to other buyers: for study only. */
  readonly studied: {
    readonly trim: string;
    readonly body: string;
    readonly color: string;
    readonly modelYear: string;
    readonly boughtIn2010: number;
    readonly onlineSale: number;
    readonly transmission: string;
    readonly wheels: 'alloy' | 'covers' | 'neither_recorded';
    readonly warrantyCostCents: number;
    readonly hammerPriceCents: number;
  };
}

export interface LemonPurchaseRejection {
  readonly code: 'ragged_row' | 'bad_number';
  readonly reason: string;
}

const colors = ['Silver', 'White', 'Blue', 'Grey', 'Black', 'Red', 'Gold', 'Orange'];

const columnAt: ReadonlyMap<string, number> = new Map(lemonPurchaseColumns.map((name, i) => [name, i]));

/** Parses one row of the file. Where only a bound of the market price is known, price to value is unknown. */
export function parseLemonPurchase(cells: readonly string[]): Result<LemonPurchase, LemonPurchaseRejection> {
  if (cells.length !== lemonPurchaseColumns.length)
    return err({
      code: 'ragged_row',
      reason: `${cells.length} cells where ${lemonPurchaseColumns.length} belong`,
    });
  const numbers = cells.map((cell) => (cell.trim() === '' ? Number.NaN : Number(cell)));
  const bad = numbers.findIndex((n) => !(Number.isFinite(n) && n >= 0));
  if (bad >= 0)
    return err({ code: 'bad_number', reason: `${lemonPurchaseColumns[bad]} is not a number ≥ 0` });
  const at = (column: string): number => numbers[columnAt.get(column) ?? -1] ?? Number.NaN;
  const first = <T>(options: readonly (readonly [column: string, group: T])[], otherwise: T): T =>
    options.find(([column]) => at(column) === 1)?.[1] ?? otherwise;

  const hammerDollars = at('costAtPurch');
  const value = decodePriceCode(at('price'), hammerDollars);
  return ok({
    refId: at('RefId'),
    badBuy: at('IsBadBuy') === 1,
    inputs: {
      ageYears: at('ageAtSale'),
      odometerMiles: at('odomRead'),
      makeGroup: first<MakeGroup>(
        [
          ['makeEqChevrolet', 'chevrolet'],
          ['makeEqFord', 'ford'],
          ['makeEqDodge', 'dodge'],
          ['makeEqChrysler', 'chrysler'],
          ['AmericanMade', 'other_american'],
          ['otherAsianMade', 'other_asian'],
        ],
        'import',
      ),
      sizeClass: first<SizeClass>(
        [
          ['sizeEqTruck', 'truck'],
          ['sizeEqMedium', 'medium'],
          ['sizeEqSUV', 'suv'],
          ['sizeEqCompact', 'compact'],
          ['sizeEqVan', 'van'],
        ],
        'other',
      ),
      stateGroup: first<StateGroup>(
        [
          ['purchInTexas', 'TX'],
          ['purchInFlorida', 'FL'],
          ['purchInCalifornia', 'CA'],
          ['purchInNorthCarolina', 'NC'],
          ['purchInArizona', 'AZ'],
          ['purchInColorado', 'CO'],
          ['purchInSouthCarolina', 'SC'],
        ],
        'other',
      ),
      auctionHouse: first<AuctionHouse>(
        [
          ['aucEqAdesa', 'adesa'],
          ['aucEqManheim', 'manheim'],
        ],
        'other',
      ),
      wholesaleValueCentsOf2010: value === undefined ? undefined : Math.round(value.dollars * 100),
      priceToValue: value?.exact && hammerDollars > 0 ? hammerDollars / value.dollars : undefined,
    },
    studied: {
      trim: first(
        [
          ['trimEqBas', 'base'],
          ['trimEqLS', 'LS'],
          ['trimEqSE', 'SE'],
        ],
        'other',
      ),
      body: first(
        [
          ['subModelEq4DSEDAN', '4D SEDAN'],
          ['subModelEq4DSEDANLS', '4D SEDAN LS'],
          ['subModelEq4DSEDANSE', '4D SEDAN SE'],
        ],
        'other',
      ),
      color: first(
        colors.map((color) => [`colourEq${color}`, color] as const),
        'other',
      ),
      modelYear: first(
        ['03', '04', '05', '06', '07'].map((year) => [`vehYearEq${year}`, `20${year}`] as const),
        'other',
      ),
      boughtIn2010: at('purchIn2010'),
      onlineSale: at('onlineSale'),
      transmission: at('transEqManual') === 1 ? 'manual' : 'automatic',
      wheels: first<LemonPurchase['studied']['wheels']>(
        [
          ['wheelEqAlloy', 'alloy'],
          ['wheelEqCovers', 'covers'],
        ],
        'neither_recorded',
      ),
      warrantyCostCents: Math.round(at('warrantyCost') * 100),
      hammerPriceCents: Math.round(hammerDollars * 100),
    },
  });
}
