/** How long a late bid extends a source's auctions, as far as that is published. */
export interface SoftCloseRule {
  readonly source: string;
  /** Minutes without a bid until it is over; absent: there is such a rule, and its length is not known. */
  readonly minutes?: number;
  /** The auction does not extend by itself: an auctioneer closes it. */
  readonly isLive?: boolean;
  readonly citation: string;
  /** Day (YYYY-MM-DD) on which this was written down from the citation. */
  readonly citedOn: string;
}

const unread = 'no page of the site that states the minutes was found';
const citedOn = '2026-11-25';

export const softCloseRules: readonly SoftCloseRule[] = [
  { source: 'govdeals', citation: `differs by seller; ${unread}`, citedOn },
  { source: 'publicsurplus', citation: unread, citedOn },
  { source: 'municibid', citation: unread, citedOn },
  // each lot states its own InactivityTime: a fact of the lot, which goes before this table
  { source: 'gsa-api', citation: 'stated by each lot; https://open.gsa.gov/api/auctions/', citedOn },
  { source: 'gsa-listings', citation: 'stated by each lot, and not in the saved list', citedOn },
  {
    source: 'copart',
    isLive: true,
    citation: 'two steps, preliminary bids and a live sale: member terms, revised 2020-06-19, section A',
    citedOn,
  },
  { source: 'purplewave', minutes: 5, citation: 'published terms of Purple Wave, gathered 2025', citedOn },
];

export interface SoftClose {
  readonly minutes: number;
  /** For the basis of a forecast; absent where the length is known. */
  readonly doubt?: string;
}

/** How near to its end a lot of the source can be: what the lot states, else the source's rule, else the assumption. */
export function findSoftClose(
  source: string | undefined,
  statedMinutes: number | undefined,
  assumedMinutes: number,
): SoftClose {
  if (statedMinutes !== undefined) return { minutes: statedMinutes };
  const rule = softCloseRules.find((one) => one.source === source);
  if (rule?.minutes !== undefined) return { minutes: rule.minutes };
  return {
    minutes: assumedMinutes,
    doubt: rule?.isLive
      ? `closed by a live sale, counted as ${assumedMinutes} minutes`
      : `how long a late bid extends it is not known, ${assumedMinutes} minutes are counted`,
  };
}
