import { useEffect, useState } from 'react';
import type { Market } from '../../../src/contracts/deals.ts';

const tickMs = 15_000;

/** The wall clock, refreshed every 15 s while the market is live; a sample's time stands still. */
export function useMarketNow(market: Pick<Market, 'isSample'>): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (market.isSample) return;
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [market.isSample]);
  return nowMs;
}
