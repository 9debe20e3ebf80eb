import type { z } from 'zod';
import type { AppraiseRequest } from '../../../src/contracts/appraise-request.ts';
import type { AppraiseResponse } from '../../../src/contracts/appraise-response.ts';
import type { BuyerProfileInput, CostFigureList } from '../../../src/contracts/buyer-profile.ts';
import type { DealDetail, DealsPage, Facets, rejectionSchema } from '../../../src/contracts/deals.ts';
import type { FeeSchedules, OwnFeeScheduleInput } from '../../../src/contracts/fee-schedules.ts';
import type { ProfileHistory, Reassessment } from '../../../src/contracts/settings.ts';
import { requestJson } from './api-client.ts';
import { type DealsSearch, toDealsParams } from './deals-search.ts';

export type Rejection = z.infer<typeof rejectionSchema>;
export interface RejectionsPage {
  readonly rejections: readonly Rejection[];
  readonly nextCursor: string | null;
}

const pageSize = 50;
/** The most that one what-if ranking answers. */
export const whatIfRows = 100;
/** How deep into the saved list max bids are looked up, in pages of 100. */
const savedPages = 5;

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

/** The figures that a dealership may replace, with their standards. */
export const fetchCostFigures = (signal: AbortSignal) =>
  requestJson<CostFigureList>('/profile/cost-figures', { signal });

export const saveProfile = (profile: BuyerProfileInput) =>
  requestJson<BuyerProfileInput>('/profile', { method: 'PUT', body: profile });

export const appraiseByHand = (request: AppraiseRequest, signal?: AbortSignal) =>
  requestJson<AppraiseResponse>('/appraise', {
    method: 'POST',
    body: { ...request, comparables: true },
    ...(signal && { signal }),
  });

export function fetchRejections(cursor: string | null, signal: AbortSignal) {
  const params = new URLSearchParams({ limit: String(pageSize) });
  if (cursor) params.set('cursor', cursor);
  return requestJson<RejectionsPage>(`/rejections?${params}`, { signal });
}

/** The top of the market ranked under other settings; the server stores nothing. */
export function rankWhatIf(profile: BuyerProfileInput, search: DealsSearch, signal: AbortSignal) {
  // it ranks open road vehicles only, so these two are not its to choose
  const { kind: _kind, status: _status, ...query } = search;
  return requestJson<DealsPage>('/deals/what-if', {
    method: 'POST',
    body: { profile, query: { ...query, limit: whatIfRows } },
    signal,
  });
}

/** Max bids under the saved settings, by lot, of the lots at the head of the list; null where there is none. */
export async function fetchSavedMaxBids(
  search: DealsSearch,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number | null>> {
  const { kind: _kind, status: _status, ...open } = search;
  const found = new Map<string, number | null>();
  let cursor: string | null = null;
  for (let page = 0; page < savedPages; page++) {
    const params = toDealsParams(open);
    params.set('limit', '100');
    if (cursor) params.set('cursor', cursor);
    const { deals, nextCursor }: DealsPage = await requestJson<DealsPage>(`/deals?${params}`, { signal });
    for (const deal of deals) found.set(deal.id, deal.maxBidCents);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return found;
}

export const fetchProfileHistory = (signal: AbortSignal) =>
  requestJson<ProfileHistory>('/profile/history', { signal });

/** Puts back the settings of a version; 0 is before the first change. */
export const restoreProfile = (version: number) =>
  requestJson<BuyerProfileInput>(`/profile/history/${version}/restore`, { method: 'POST' });

export const fetchReassessment = (signal: AbortSignal) =>
  requestJson<Reassessment>('/profile/reassessment', { signal });

export const fetchFeeSchedules = (signal: AbortSignal) =>
  requestJson<FeeSchedules>('/fee-schedules', { signal });

export const addFeeSchedule = (source: string, schedule: OwnFeeScheduleInput) =>
  requestJson<FeeSchedules>(`/fee-schedules/${encodeURIComponent(source)}`, {
    method: 'PUT',
    body: schedule,
  });
