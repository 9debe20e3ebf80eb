import type { z } from 'zod';
import type { AppraiseRequest } from '../../../src/contracts/appraise-request.ts';
import type { AppraiseResponse } from '../../../src/contracts/appraise-response.ts';
import type { BuyerProfileInput } from '../../../src/contracts/buyer-profile.ts';
import type { DealDetail, DealsPage, Facets, rejectionSchema } from '../../../src/contracts/deals.ts';
import { requestJson } from './api-client.ts';
import { type DealsSearch, toDealsParams } from './deals-search.ts';

export type Rejection = z.infer<typeof rejectionSchema>;
export interface RejectionsPage {
  readonly rejections: readonly Rejection[];
  readonly nextCursor: string | null;
}

const pageSize = 50;

export function fetchDeals(search: DealsSearch, cursor: string | null, signal: AbortSignal) {
  const params = toDealsParams(search);
  params.set('limit', String(pageSize));
  if (cursor) params.set('cursor', cursor);
  return requestJson<DealsPage>(`/deals?${params}`, { signal });
}

/** Counts for the filters; each counts what the other filters leave. */
export const fetchFacets = (search: DealsSearch, signal: AbortSignal) =>
  requestJson<Facets>(`/deals/facets?${toDealsParams(search)}`, { signal });

export const fetchDeal = (id: string, signal: AbortSignal) =>
  requestJson<DealDetail>(`/deals/${encodeURIComponent(id)}`, { signal });

/** The same lot under another profile; the server stores nothing. */
export const assessWhatIf = (id: string, profile: BuyerProfileInput, signal: AbortSignal) =>
  requestJson<AppraiseResponse>(`/deals/${encodeURIComponent(id)}/what-if`, {
    method: 'POST',
    body: { profile },
    signal,
  });

export const fetchProfile = (signal: AbortSignal) => requestJson<BuyerProfileInput>('/profile', { signal });

export const saveProfile = (profile: BuyerProfileInput) =>
  requestJson<BuyerProfileInput>('/profile', { method: 'PUT', body: profile });

export const appraiseByHand = (request: AppraiseRequest) =>
  requestJson<AppraiseResponse>('/appraise', { method: 'POST', body: request });

export function fetchRejections(cursor: string | null, signal: AbortSignal) {
  const params = new URLSearchParams({ limit: String(pageSize) });
  if (cursor) params.set('cursor', cursor);
  return requestJson<RejectionsPage>(`/rejections?${params}`, { signal });
}
