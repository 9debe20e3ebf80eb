import { QueryClient } from '@tanstack/react-query';
import { ApiProblemError } from '../lib/api-problem.ts';

const maxRetries = 1;
/** Another tab of the same person asked something newer; what is still on this page is asked again. */
const maxSuperseded = 5;

/** A server that answered has said its piece; only an unreachable one is asked again by itself. */
const isWorthRetrying = (failures: number, error: Error): boolean =>
  error instanceof ApiProblemError &&
  (error.problem.code === 'superseded'
    ? failures < maxSuperseded
    : failures < maxRetries && error.problem.status === 0);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, gcTime: 10 * 60_000, retry: isWorthRetrying, refetchOnWindowFocus: true },
  },
});
