import { type QuotedFloorplan, quoteFloorplan } from '../costing/carrying/carrying-costs.ts';
import type { BuyerProfile } from '../costing/cost.ts';
import type { CostTables } from '../costing/cost-tables.ts';
import { defaultCosts } from '../costing/default-profile.ts';
import { type QuotedFees, quoteFees } from '../costing/fees/quote-fees.ts';
import { toSourceId } from '../kernel/ids.ts';
import { toInstant } from '../kernel/instant.ts';
import type { Ratio } from '../kernel/money.ts';
import { BidClass } from './bid-class.ts';
import type { MarketDays } from './days-to-sell.ts';
import type { FeeSubject, MarketColumns } from './market-columns.ts';
import type { RiskCost, Tax } from './risk-costs.ts';

/** Lots of one fee schedule and one tax: as if each took as long to sell as the slowest, and as the fastest. */
export interface BidPair {
  readonly slowest: BidClass;
  /** The same object where all take as long, or time costs no interest. */
  readonly fastest: BidClass;
}

export interface BidClasses {
  /** The bid classes of a row, made when first asked for; undefined where the fees are refused. */
  readonly of: (row: number) => BidPair | undefined;
  /** Of a row that has a pair: that of its own days. */
  readonly exactly: (row: number, pair: BidPair) => BidClass;
  /** A cost by the slowest is at most this much of the same bid's cost by the fastest. */
  readonly interestSpread: number;
  /** At any bid of any of them, one cent more costs at most this. */
  readonly greatestRise: () => number;
  /** What a bid of nothing costs at most. */
  readonly greatestOfNothing: () => number;
}

const noFloorplan: QuotedFloorplan = { amountAt: () => 0, basis: '' };

/** Lots of one fee schedule and one tax share a class; classes are made as lots of them turn up. */
export function prepareBidClasses(
  profile: BuyerProfile,
  tables: CostTables,
  market: MarketColumns,
  risks: readonly RiskCost[],
  days: MarketDays,
): BidClasses {
  const { fee, risk, asOfMs } = market.columns;
  const payment = profile.paymentMethod ?? defaultCosts.paymentMethod;
  // a daily figure does not vary with the bid: it is in what is fixed
  const floorplanFor = (many: number): QuotedFloorplan =>
    profile.floorplanApr === undefined ? noFloorplan : quoteFloorplan(profile, many);
  const floorplan = floorplanFor(days.most);
  const quickest = days.least === days.most ? floorplan : floorplanFor(days.least);
  const taxes: Tax[] = [];
  const codes = new Map<string, number>();
  const codeOf = (tax: Tax): number => {
    const key = `${tax.ratio} ${tax.capCents ?? ''}`;
    const known = codes.get(key);
    if (known !== undefined) return known;
    codes.set(key, taxes.push(tax) - 1);
    return taxes.length - 1;
  };
  const before = Int32Array.from(risks, ({ tax }) => codeOf(tax));
  const after = Int32Array.from(risks, ({ taxExpired }) => codeOf(taxExpired));
  const expires = Float64Array.from(risks, ({ expiresMs }) => expiresMs);
  const quoted = market.fees.values.map((subject) => quoteSubject(subject, payment, tables));
  const made: (BidPair | undefined)[] = new Array(quoted.length * taxes.length);
  const taxCodeOf = (row: number): number => {
    const kind = risk[row] ?? 0;
    return ((expires[kind] ?? 0) <= (asOfMs[row] ?? 0) ? after : before)[kind] ?? 0;
  };
  const taxOf = (code: number): Tax => taxes[code] ?? { ratio: 0 as Ratio };

  const of = (row: number): BidPair | undefined => {
    const schedule = fee[row] ?? 0;
    const fees = quoted[schedule];
    if (!fees) return undefined;
    const code = taxCodeOf(row);
    const key = schedule * taxes.length + code;
    const known = made[key];
    if (known) return known;
    const slowest = new BidClass(fees, taxOf(code), floorplan);
    const fastest = quickest === floorplan ? slowest : new BidClass(fees, taxOf(code), quickest);
    const fresh = { slowest, fastest };
    made[key] = fresh;
    return fresh;
  };
  const exactly = (row: number, { slowest, fastest }: BidPair): BidClass => {
    const fees = quoted[fee[row] ?? 0];
    return slowest === fastest || !fees
      ? slowest
      : new BidClass(fees, taxOf(taxCodeOf(row)), floorplanFor(days.at(row)));
  };
  const greatestRise = (): number => {
    const feesAt = (fees: QuotedFees, bid: number): number =>
      fees.fees.reduce((sum, fee) => sum + fee.amountAt(bid), 0);
    const feesRise = quoted.reduce(
      (most, fees) =>
        fees?.stepsCents.reduce(
          (greatest, at) => Math.max(greatest, feesAt(fees, at) - feesAt(fees, at - 1)),
          most,
        ) ?? most,
      // between steps a cent more adds itself and at most as much of each fee
      quoted.reduce((most, fees) => Math.max(most, fees?.fees.length ?? 0), 1),
    );
    const tax = taxes.reduce((most, { ratio }) => Math.max(most, ratio), 0);
    const interest = (floorplan.amountAt(1e9) - floorplan.amountAt(0)) / 1e9;
    // each of the parts is rounded to a cent
    return (feesRise + 1) * (1 + tax) * (1 + interest) + 5;
  };
  const greatestOfNothing = (): number => {
    const fees = quoted.reduce(
      (most, one) =>
        Math.max(
          most,
          (one?.fees ?? []).reduce((sum, fee) => sum + fee.amountAt(0), 0),
        ),
      0,
    );
    const paid = fees * (1 + taxes.reduce((most, { ratio }) => Math.max(most, ratio), 0)) + 1;
    return paid + floorplan.amountAt(Math.ceil(paid)) + 1;
  };
  const interestOf = ({ amountAt }: QuotedFloorplan): number => amountAt(1e9) / 1e9;
  const interestSpread = (1 + interestOf(floorplan)) / (1 + interestOf(quickest));
  return { of, exactly, interestSpread, greatestRise, greatestOfNothing };
}

function quoteSubject(
  { source, titleBrand, day, buyerPremiumRatio }: FeeSubject,
  payment: NonNullable<BuyerProfile['paymentMethod']>,
  tables: CostTables,
): QuotedFees | undefined {
  const fees = quoteFees(
    {
      asOf: toInstant(`${day}T00:00:00Z`),
      findings: [],
      ...(source !== undefined && { source: toSourceId(source) }),
      ...(titleBrand !== undefined && { titleBrand }),
      ...(buyerPremiumRatio !== undefined && { buyerPremiumRatio: buyerPremiumRatio as Ratio }),
    },
    payment,
    tables.fees,
  );
  return fees.ok ? fees.value : undefined;
}
