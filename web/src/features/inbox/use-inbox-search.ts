import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type DealsSearch, toDealsSearch } from '../../lib/deals-search.ts';

const inboxRoute = getRouteApi('/');

export type ChangeSearch = (changes: DealsSearch, manner?: { readonly replace: boolean }) => void;

/** The URL is the inbox's only state. `undefined` takes a filter away; typing replaces the entry in the history. */
export function useInboxSearch() {
  const search = inboxRoute.useSearch();
  const navigate = inboxRoute.useNavigate();
  const change = useCallback<ChangeSearch>(
    (changes, manner) => {
      void navigate({
        search: (previous: DealsSearch) => toDealsSearch({ ...previous, ...changes }),
        replace: manner?.replace ?? false,
        resetScroll: true,
      });
    },
    [navigate],
  );
  const clear = useCallback(() => {
    void navigate({ search: ({ sort, order }: DealsSearch) => toDealsSearch({ sort, order }) });
  }, [navigate]);
  return { search, change, clear };
}
