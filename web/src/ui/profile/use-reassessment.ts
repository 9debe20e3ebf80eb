import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { fetchReassessment } from '../../lib/api.ts';
import { queryKeys } from '../../lib/query-keys.ts';

const pollMs = 700;

/** How far the lots are assessed under the saved settings; when that ends, everything assessed is asked for anew. */
export function useReassessment() {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: queryKeys.reassessment,
    queryFn: ({ signal }) => fetchReassessment(signal),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.state === 'waiting' || state.data?.state === 'running' ? pollMs : false,
  });
  const seen = useRef(data);
  useEffect(() => {
    const before = seen.current;
    seen.current = data;
    const hasEnded =
      data?.state === 'done' && (before?.state !== 'done' || before.finishedAt !== data.finishedAt);
    if (before && hasEnded) void client.invalidateQueries({ queryKey: queryKeys.assessed });
  }, [client, data]);
  return data;
}
