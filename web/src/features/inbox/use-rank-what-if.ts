import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { rankWhatIf } from '../../lib/api.ts';
import type { DealsSearch } from '../../lib/deals-search.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { withoutSaved } from '../../ui/profile/profile-changes.ts';
import { useProfile } from '../../ui/profile/use-profile.ts';

const restMs = 250;

/** What was being tried when someone left the list by opening a lot: coming back shows the same list again. */
let lastTried: BuyerProfileInput = {};

/** The market ranked under settings that are being tried out. `changes` holds only what differs from the saved ones. */
export function useRankWhatIf(search: DealsSearch) {
  const saved = useProfile().data;
  const [tried, setTried] = useState(lastTried);
  const changes = saved ? withoutSaved(tried, saved) : {};
  const isTrying = Object.keys(changes).length > 0;
  const settled = useDebounced(JSON.stringify(changes), restMs);
  const settledChanges = JSON.parse(settled) as BuyerProfileInput;
  const isSettled = settled === JSON.stringify(changes);
  const ranking = useQuery({
    queryKey: queryKeys.rankWhatIf(search, settledChanges),
    queryFn: ({ signal }) => rankWhatIf(settledChanges, search, signal),
    enabled: isTrying && settled !== '{}',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const keep = useCallback((next: BuyerProfileInput) => {
    lastTried = next;
    setTried(next);
  }, []);
  const change = useCallback((more: BuyerProfileInput) => keep({ ...lastTried, ...more }), [keep]);
  const reset = useCallback(() => keep({}), [keep]);
  return {
    saved,
    changes,
    change,
    reset,
    isTrying,
    isBusy: isTrying && (ranking.isFetching || !isSettled),
    error: isTrying ? ranking.error : null,
    retry: () => void ranking.refetch(),
    /** The list under the tried settings, once it is there. */
    page: isTrying ? ranking.data : undefined,
  };
}

export type RankWhatIf = ReturnType<typeof useRankWhatIf>;
