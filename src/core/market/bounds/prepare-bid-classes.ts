import { type QuotedFloorplan, quoteFloorplan } from '../../costing/carrying/carrying-costs.ts';
import type { BuyerProfile } from '../../costing/cost.ts';
import type { CostTables } from '../../costing/cost-tables.ts';
import { defaultCosts } from '../../costing/default-profile.ts';
import { type QuotedFees, quoteFees } from '../../costing/fees/quote-fees.ts';
import { toSourceId } from '../../kernel/ids.ts';
import { toInstant } from '../../kernel/instant.ts';
import type { Ratio } from '../../kernel/money.ts';
import type { MarketDays } from '../buyer/days-to-sell.ts';
import type { RiskCost, Tax } from '../buyer/risk-costs.ts';
import type { Dictionaries } from '../columns/dictionaries.ts';
import { lazilyFor } from '../columns/dictionary.ts';
import type { FeeSubject } from '../columns/subjects.ts';
import { BidClass } from './bid-class.ts';

/** Lots of one fee schedule and one tax: as if each took as long to sell as the slowest, and as the fastest. */
export interface BidPair {
  readonly slowest: BidClass;
  /** The same object where all take as long, or time costs no interest. */
  readonly fastest: BidClass;
}

export interface BidClasses {
  /** The bid classes of a lot by its codes and moment, made when first asked for; undefined where fees are refused. */
  readonly of: (fee: number, risk: number, asOfMs: number) => BidPair | undefined;
  /** Of a lot that has a pair: that of its own days. */
  readonly exactly: (pair: BidPair, fee: number, risk: number, asOfMs: number, days: number) => BidClass;
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
  { fees, risks }: Pick<Dictionaries, 'fees' | 'risks'>,
  riskOf: (code: number) => RiskCost,
  days: MarketDays,
): BidClasses {
  const payment = profile.paymentMethod ?? defaultCosts.paymentMethod;
  // a daily figure does not vary with the bid: it is in what is fixed
  const floorplanFor = (many: number): QuotedFloorplan =>
    profile.floorplanApr === undefined ? noFloorplan : quoteFloorplan(profile, many);
  const floorplan = floorplanFor(days.most);
  const quickest = days.least === days.most ? floorplan : floorplanFor(days.least);
  const taxes: Tax[] = [];
  const taxCodes = new Map<string, number>();
  const taxCode = (tax: Tax): number => {
    const key = `${tax.ratio} ${tax.capCents ?? ''}`;
    const known = taxCodes.get(key);
    if (known !== undefined) return known;
    taxCodes.set(key, taxes.push(tax) - 1);
    return taxes.length - 1;
  };
  const taxesOf = lazilyFor(risks, (_, code): readonly [number, number, number] => {
    const { tax, taxExpired, expiresMs } = riskOf(code);
    return [taxCode(tax), taxCode(taxExpired), expiresMs];
  });
  const quotedOf = lazilyFor(fees, (subject) => quoteSubject(subject, payment, tables));
  /** By fee, then by tax. */
  const made: (BidPair | undefined)[][] = [];
  const taxCodeOf = (risk: number, asOfMs: number): number => {
    const [before, after, expiresMs] = taxesOf(risk);
    return expiresMs <= asOfMs ? after : before;
  };
  const taxOf = (code: number): Tax => taxes[code] ?? { ratio: 0 as Ratio };

  const of = (fee: number, risk: number, asOfMs: number): BidPair | undefined => {
    const code = taxCodeOf(risk, asOfMs);
    const known = made[fee]?.[code];
    if (known) return known;
    const quoted = quotedOf(fee);
    if (!quoted) return undefined;
    const slowest = new BidClass(quoted, taxOf(code), floorplan);
    const fastest = quickest === floorplan ? slowest : new BidClass(quoted, taxOf(code), quickest);
    const fresh = { slowest, fastest };
    while (made.length <= fee) made.push([]);
    const ofFee = made[fee] ?? [];
    while (ofFee.length <= code) ofFee.push(undefined);
    ofFee[code] = fresh;
    return fresh;
  };
  const exactly = (pair: BidPair, fee: number, risk: number, asOfMs: number, many: number): BidClass => {
    const quoted = quotedOf(fee);
    return pair.slowest === pair.fastest || !quoted
      ? pair.slowest
      : new BidClass(quoted, taxOf(taxCodeOf(risk, asOfMs)), floorplanFor(many));
  };
  const allQuoted = (): readonly QuotedFees[] => fees.values.flatMap((_, fee) => quotedOf(fee) ?? []);
  const greatestTax = (): number => {
    for (let code = 0; code < risks.size; code++) taxesOf(code);
    return taxes.reduce((most, { ratio }) => Math.max(most, ratio), 0);
  };
  const greatestRise = (): number => {
    const feesAt = (quoted: QuotedFees, bid: number): number =>
      quoted.fees.reduce((sum, fee) => sum + fee.amountAt(bid), 0);
    // between steps a cent more adds itself and at most as much of each fee
    let feesRise = 1;
    for (const quoted of allQuoted()) {
      feesRise = Math.max(feesRise, quoted.fees.length);
      for (const at of quoted.stepsCents)
        feesRise = Math.max(feesRise, feesAt(quoted, at) - feesAt(quoted, at - 1));
    }
    const interest = (floorplan.amountAt(1e9) - floorplan.amountAt(0)) / 1e9;
    // each of the parts is rounded to a cent
    return (feesRise + 1) * (1 + greatestTax()) * (1 + interest) + 5;
  };
  const greatestOfNothing = (): number => {
    let most = 0;
    for (const quoted of allQuoted())
      most = Math.max(
        most,
        quoted.fees.reduce((sum, fee) => sum + fee.amountAt(0), 0),
      );
    const paid = most * (1 + greatestTax()) + 1;
    return paid + floorplan.amountAt(Math.ceil(paid)) + 1;
  };
  const interestOf = ({ amountAt }: QuotedFloorplan): number => amountAt(1e9) / 1e9;
  const interestSpread = (1 + interestOf(floorplan)) / (1 + interestOf(quickest));
  /** Worked out anew when kinds of fees or risks have come in. */
  const perKind = (make: () => number): (() => number) => {
    let known = -1;
    let made = 0;
    return () => {
      if (known !== fees.size + risks.size) made = make();
      known = fees.size + risks.size;
      return made;
    };
  };
  return {
    of,
    exactly,
    interestSpread,
    greatestRise: perKind(greatestRise),
    greatestOfNothing: perKind(greatestOfNothing),
  };
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
