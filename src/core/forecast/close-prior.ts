/**
 * What is believed about closing prices before a source's own closed lots say otherwise. All of it is prior: written
 * down, not learned. `CloseHistory` outweighs it as confirmed sales come in.
 */
export const closePrior = {
  id: 'close-prior-1',
  /**
   * Median of close / wholesale value. One: no source is assumed to be cheaper than the dealers' auction until its
   * sales show it.
   */
  medianRatio: 1,
  /**
   * 11–16 % of wholesale sales close at 85 % of book or less (measured on public 2014–15 sales): the middle, 13.5 %,
   * is z = −1.103 of a normal distribution, so ln 0.85 / −1.103 is the spread of ln(close / book).
   */
  marketSpread: 0.1473,
  /** Assumption: one source's level lies within a quarter of the dealers' auctions', two times out of three. */
  sourceSpread: 0.25,
  /** Closed lots that weigh as much as the prior. */
  priorWeight: 20,

  /**
   * Assumption, from how timed online auctions run: most of the rise comes late. With `h` hours to go, a bid is
   * multiplied by a lognormal with median exp(rise) and spread `bidSpread`.
   */
  riseAtEnd: 0.05,
  risePerLogHour: 0.35,
  bidSpreadAtEnd: 0.08,
  bidSpreadPerLogHour: 0.25,
  /** The hour at which growth of both begins to slow. */
  hourScale: 2,
  /**
   * Assumption for a soft close of unknown length: a bid in the last minutes extends the sale, so it is never closer to
   * its end than this. Known lengths are in `soft-close.ts`.
   */
  softCloseMinutes: 10,
  /** Taken where the end is unknown; also the most that is told apart. */
  longestHours: 168,
  /** Each bid seen, up to the count, takes this share off what is still to come. */
  bidMaturity: 0.01,
  bidsCounted: 40,

  /** Assumptions for a reserve not met: it sells higher or not at all. */
  reserveRise: 0.05,
  reserveWidening: 1.25,
  /** Spread added where a bid is all we have. */
  noValueSpread: 0.25,
} as const;
