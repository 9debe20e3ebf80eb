import type { z } from 'zod';
import type { AppraiseRequest } from '../../../src/contracts/appraise-request.ts';
import type { AppraiseResponse } from '../../../src/contracts/appraise-response.ts';
import type { BuyerProfileInput, CostFigureList } from '../../../src/contracts/buyer-profile.ts';
import type {
  DealDetail,
  DealsPage,
  Facets,
  rejectionSchema,
  WhatIfDealsPage,
} from '../../../src/contracts/deals.ts';
import type { FeeSchedules, OwnFeeScheduleInput } from '../../../src/contracts/fee-schedules.ts';
import type { ProfileHistory } from '../../../src/contracts/settings.ts';
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
  return requestJson<WhatIfDealsPage>('/deals/what-if', {
    method: 'POST',
    body: { profile, query: { ...search, limit: whatIfRows } },
    signal,
  });
}

export const fetchProfileHistory = (signal: AbortSignal) =>
  requestJson<ProfileHistory>('/profile/history', { signal });

/** Puts back the settings of a version; 0 is before the first change. */
export const restoreProfile = (version: number) =>
  requestJson<BuyerProfileInput>(`/profile/history/${version}/restore`, { method: 'POST' });

export const fetchFeeSchedules = (signal: AbortSignal) =>
  requestJson<FeeSchedules>('/fee-schedules', { signal });

export const addFeeSchedule = (source: string, schedule: OwnFeeScheduleInput) =>
  requestJson<FeeSchedules>(`/fee-schedules/${encodeURIComponent(source)}`, {
    method: 'PUT',
    body: schedule,
  });
