import type { BuyerProfileInput } from '../../../src/contracts/buyer-profile.ts';
import type { DealsSearch } from './deals-search.ts';

/** The one table of cache keys; everything that a changed profile makes stale begins with `assessed`. */
export const queryKeys = {
  assessed: ['assessed'] as const,
  deals: (search: DealsSearch) => ['assessed', 'deals', search] as const,
  facets: (search: DealsSearch) => ['assessed', 'facets', search] as const,
  deal: (id: string) => ['assessed', 'deal', id] as const,
  whatIf: (id: string, changes: BuyerProfileInput) => ['assessed', 'deal', id, 'what-if', changes] as const,
  rankWhatIf: (search: DealsSearch, changes: BuyerProfileInput) =>
    ['assessed', 'rank-what-if', search, changes] as const,
  feeExample: (source: string, asOf: string | undefined, atCents: number, title: string) =>
    ['fees', 'example', source, asOf, atCents, title] as const,
  profile: ['profile'] as const,
  profileHistory: ['profile', 'history'] as const,
  costFigures: ['cost-figures'] as const,
  fees: ['fees'] as const,
  feeSchedules: ['fees', 'schedules'] as const,
  rejections: ['rejections'] as const,
};
