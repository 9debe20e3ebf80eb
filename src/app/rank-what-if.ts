import type { DealsPage, WhatIfDealsRequest } from '../contracts/deals.ts';
import type { Appraisal, AppraisalTools } from '../core/appraisal.ts';
import { appraiseAll } from '../core/appraise.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import { type Instant, toEpochMs } from '../core/kernel/instant.ts';
import type { RankQuery } from '../core/ranking/rank-lots.ts';
import { type Database, withTenant } from '../store/connection.ts';
import { findDealsById } from '../store/deals.reader.ts';
import { findIdsByWords } from '../store/ranking.reader.ts';
import { buildAssessmentRow } from './build-lot-row.ts';
import { mergeProfile, presentProfile } from './buyer-profile.ts';
import { readDealershipIn, toolsOf } from './dealership.ts';
import { inRows } from './in-rows.ts';
import { ascendingByNature, toDealSummary, toSearchWords } from './list-deals.ts';
import type { MarketRanking } from './market-ranking.ts';
import { toStoredInput } from './stored-lot.ts';

export interface RankWhatIfDeps {
  readonly db: Database;
  readonly orgId: OrgId;
  readonly tools: AppraisalTools;
  readonly engineVersion: string;
  readonly ranking: MarketRanking;
  readonly now: Instant;
}

/**
 * Every open road vehicle of the market ranked under other settings; nothing is stored. The columns say which lots are
 * the best; those few are then appraised as the deal page does, so that what is shown is the stages' own answer.
 */
export async function rankWhatIf(
  { profile: settings, query }: WhatIfDealsRequest,
  { db, orgId, tools: shipped, engineVersion, ranking, now }: RankWhatIfDeps,
): Promise<DealsPage> {
  await ranking.refresh();
  const market = await ranking.describe(now);
  const words = query.q === undefined ? undefined : toSearchWords(query.q);
  const { dealership, chosen } = await withTenant(db, orgId, async (scoped) => ({
    dealership: await readDealershipIn(scoped),
    chosen: words && words.length > 0 ? await findIdsByWords(scoped, words, market.isSample) : undefined,
  }));
  const profile = mergeProfile(presentProfile(dealership.profile), settings);
  const tools = toolsOf(dealership, shipped);
  const { total, lots } = await ranking.rank(
    profile,
    tools.costTables,
    toRankQuery(query, market.isSample, now),
    chosen,
  );
  const ids = lots.map((lot) => lot.id);
  const rows = ids.length === 0 ? [] : await withTenant(db, orgId, (scoped) => findDealsById(scoped, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const shown = ids.flatMap((id) => byId.get(id) ?? []);
  const version = dealership.profileVersion;
  const appraisals = await inRows(shown, (row) =>
    appraiseAll(
      row.map((lot) => toStoredInput(lot, profile)),
      tools,
    ),
  );
  const deals = shown.map((row, at) => {
    const appraisal = appraisals[at] as Appraisal;
    const assessed = buildAssessmentRow(row.id, row.observed_at, appraisal, version, engineVersion);
    return toDealSummary({ ...row, ...assessed, flags: [...(assessed.flags as [])] });
  });
  return { market, total, deals, nextCursor: null };
}

function toRankQuery(query: WhatIfDealsRequest['query'], sample: boolean, now: Instant): RankQuery {
  const { q: _q, kind: _kind, status: _status, order, minEdge, sort, limit, ...filters } = query;
  return {
    ...filters,
    sort,
    limit,
    descending: order ? order === 'desc' : !ascendingByNature.has(sort),
    sample,
    nowMs: toEpochMs(now),
    ...(minEdge !== undefined && { minEdgeCents: minEdge * 100 }),
  };
}
