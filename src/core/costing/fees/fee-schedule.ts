import type { SourceId } from '../../kernel/ids.ts';
import type { Cents, Ratio } from '../../kernel/money.ts';
import type { CostKind, PaymentMethod } from '../cost.ts';

interface Limits {
  readonly minimumCents?: Cents;
  readonly capCents?: Cents;
}

/** The language in which auctions' fees are written down. Every rule takes the hammer price as its base. */
export type FeeRule =
  | { readonly kind: 'flat'; readonly amountCents: Cents }
  | ({ readonly kind: 'percent'; readonly ratio: Ratio } & Limits)
  /** Each tier's ratio applies to the part of the price inside the tier, as income tax does. First tier from 0. */
  | ({ readonly kind: 'marginal_tiers'; readonly tiers: readonly MarginalTier[] } & Limits)
  /** The tier that the price falls in gives the fee for the whole price. First tier from 0. */
  | ({ readonly kind: 'whole_amount_tiers'; readonly tiers: readonly WholeAmountTier[] } & Limits);

export interface MarginalTier {
  readonly fromCents: Cents;
  readonly ratio: Ratio;
}

export type WholeAmountTier =
  | { readonly fromCents: Cents; readonly amountCents: Cents }
  | { readonly fromCents: Cents; readonly ratio: Ratio };

/** `clean` only for a title stated to be clean; anything else, unknown included, is `branded`. */
export type TitleGroup = 'clean' | 'branded';

export interface ScheduledFee {
  readonly line: Extract<
    CostKind,
    'buyer_premium' | 'auction_fee' | 'gate_fee' | 'virtual_bid_fee' | 'documentation'
  >;
  /** Plain words: "buyer premium", "gate fee". */
  readonly label: string;
  readonly rule: FeeRule;
  /** Applies to these only; absent: to all. */
  readonly titleGroup?: TitleGroup;
  readonly payment?: PaymentMethod;
  /** Sales tax is charged on the fee as well as on the hammer price. */
  readonly taxable: boolean;
  /** What is uncertain about the figure, for the buyer to read. */
  readonly caveat?: string;
}

/** What one source charges buyers from one day on. Superseded schedules stay: older days are priced with them. */
export interface FeeSchedule {
  /** Stable, such as `municibid-2025-01-01`. */
  readonly id: string;
  readonly source: SourceId;
  /** First day (YYYY-MM-DD, UTC) on which we know the schedule held. */
  readonly effectiveFrom: string;
  /** Where the figures come from. */
  readonly citation: string;
  readonly fees: readonly ScheduledFee[];
}
