import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { fetchDeals, fetchFacets } from '../../lib/api.ts';
import type { DealsSearch } from '../../lib/deals-search.ts';
import { queryKeys } from '../../lib/query-keys.ts';

const liveRefetchMs = 60_000;

/** The ranked list, page by page. While a filter changes the old rows stay, so that nothing jumps. */
export const useDeals = (search: DealsSearch) =>
  useInfiniteQuery({
    queryKey: queryKeys.deals(search),
    queryFn: ({ pageParam, signal }) => fetchDeals(search, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.pages[0]?.market.isSample === false ? liveRefetchMs : false,
  });

export function useFacets({ sort: _sort, order: _order, ...filters }: DealsSearch) {
  return useQuery({
    queryKey: queryKeys.facets(filters),
    queryFn: ({ signal }) => fetchFacets(filters, signal),
    placeholderData: keepPreviousData,
  });
}
