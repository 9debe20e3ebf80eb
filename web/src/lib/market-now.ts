import { useEffect, useState } from 'react';
import type { Market } from '../../../src/contracts/deals.ts';

const tickMs = 15_000;

/** The moment that counts as now: the sample's own, which stands still, or the wall clock, refreshed every 15 s. */
export function useMarketNow(market: Pick<Market, 'isSample' | 'asOf'> | undefined): number {
  const isLive = market !== undefined && !market.isSample;
  const [wallClockMs, setWallClockMs] = useState(() => Date.now());
  useEffect(() => {
    if (!isLive) return;
    setWallClockMs(Date.now());
    const timer = setInterval(() => setWallClockMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [isLive]);
  return isLive || market === undefined ? wallClockMs : Date.parse(market.asOf);
}
