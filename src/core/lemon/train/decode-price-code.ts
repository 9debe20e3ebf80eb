/**
 * The records' `price` column is not dollars. It is the position, 1…10,343, of the market price in the list of all
 * distinct prices sorted **as text**: the codes run without a gap, code 1 (828 cars) is the text `0`, code 10,343
 * (18 cars) the text `NULL`, and `10000` sorts before `2000`, so the dearest cars carry the lowest codes.
 *
 * Pairs of code and dollars, by purchase record (`RefId` 3, 5, 73011, 2, 73014, 1, 73012), from the publicly printed
 * first and last rows of the competition's own file, whose column `MMRAcquisitionAuctionAveragePrice` this is. Between
 * 2,000 and 9,999 dollars nearly every whole dollar occurs, so the line between two pairs is right to a few dollars;
 * the two ends are the first text that begins with 2 and the last before `NULL`.
 */
const knownPairs: readonly (readonly [code: number, dollars: number])[] = [
  [2475, 2000],
  [3645, 3202],
  [4359, 3913],
  [6863, 6418],
  [7297, 6854],
  [7975, 7535],
  [8592, 8155],
  [8981, 8545],
  [10_342, 9999],
];

/** `exact` false: only a bound is known, 1,999 standing for "under $2,000" and 10,000 for "$10,000 or more". */
export interface DecodedPrice {
  readonly dollars: number;
  readonly exact: boolean;
}

/**
 * The Manheim Market Report auction price in average condition at purchase. Codes under 2,475 are prices that begin
 * with 1: $1,234 and $12,340 lie side by side there, and the price paid tells them apart (hardly anything was bought
 * between $5,000 and $6,500 among them). Undefined where the record has no price.
 */
export function decodePriceCode(code: number, hammerDollars: number): DecodedPrice | undefined {
  if (!(code >= 2 && code <= 10_342)) return undefined;
  if (code < 2475) return { dollars: hammerDollars < 6000 ? 1999 : 10_000, exact: false };
  for (let i = 1; i < knownPairs.length; i += 1) {
    const [fromCode, fromDollars] = knownPairs[i - 1] ?? [0, 0];
    const [toCode, toDollars] = knownPairs[i] ?? [0, 0];
    if (code > toCode) continue;
    const dollars = fromDollars + ((toDollars - fromDollars) * (code - fromCode)) / (toCode - fromCode);
    // $20,000 and up share codes with $2,000 and up; nobody paid three times a car's value, so these are the dear ones.
    return hammerDollars >= 3 * dollars && hammerDollars >= 12_000
      ? { dollars: 10_000, exact: false }
      : { dollars, exact: true };
  }
  return undefined;
}
