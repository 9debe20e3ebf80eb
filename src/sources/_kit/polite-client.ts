import type { PoliteRequest, PoliteResponse } from '../../platform/http/polite-request.ts';

export type { PoliteRequest, PoliteResponse };

/** What a source may ask of the network; `platform/http/polite-client.ts` is the one that really asks. */
export interface PoliteClient {
  /** Throws RetryLater, Blocked or GiveUp (`platform/http/http-problem.ts`). */
  get(request: PoliteRequest): Promise<PoliteResponse>;
}
