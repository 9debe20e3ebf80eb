import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import type { DealDetail } from '../../../../src/contracts/deals.ts';
import { assessWhatIf } from '../../lib/api.ts';
import { queryKeys } from '../../lib/query-keys.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { withoutSaved } from '../../ui/profile/profile-changes.ts';

const restMs = 200;

/** The lot under settings that are being tried out. `changes` holds only what differs from the saved ones. */
export function useWhatIf({ deal, profile, appraisal }: DealDetail) {
  const [changes, setChanges] = useState<BuyerProfileInput>({});
  const settled = useDebounced(changes, restMs);
  const isTrying = Object.keys(changes).length > 0;
  const query = useQuery({
    queryKey: queryKeys.whatIf(deal.id, settled),
    queryFn: ({ signal }) => assessWhatIf(deal.id, settled, signal),
    enabled: isTrying && Object.keys(settled).length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const change = useCallback(
    (more: BuyerProfileInput) => setChanges((held) => withoutSaved({ ...held, ...more }, profile)),
    [profile],
  );
  const reset = useCallback(() => setChanges({}), []);
  return {
    changes,
    change,
    reset,
    isTrying,
    isBusy: isTrying && (query.isFetching || settled !== changes),
    error: isTrying ? query.error : null,
    /** What to show: the tried appraisal once it is there, the saved one until then. */
    shown: isTrying ? (query.data ?? appraisal) : appraisal,
  };
}

export type WhatIf = ReturnType<typeof useWhatIf>;
