import { type AppraisalTools, appraise } from '../core/appraise.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import { toSourceId } from '../core/kernel/ids.ts';
import { toInstant } from '../core/kernel/instant.ts';
import type { ListingFacts, LotState } from '../core/listing/listing.ts';
import { type Database, withTenant } from '../store/connection.ts';
import { findLotsAfter } from '../store/deals.reader.ts';
import { writeAssessments } from '../store/lots.writer.ts';
import { buildAssessmentRow } from './build-lot-row.ts';
import { readDealership } from './dealership.ts';
import { toLotState } from './stored-lot.ts';

const chunkLots = 500;

/** Assesses every road vehicle of the market for one dealership; answers how many. */
export async function reassessLots(
  orgId: OrgId,
  deps: {
    readonly db: Database;
    readonly tools: AppraisalTools;
    readonly engineVersion: string;
    readonly onProgress?: (lots: number) => void;
  },
): Promise<number> {
  const { db, tools, engineVersion } = deps;
  const dealership = await readDealership(db, orgId);
  let done = 0;
  for (let afterId = ''; ; ) {
    const lots = await withTenant(db, orgId, (scoped) => findLotsAfter(scoped, afterId, chunkLots));
    const last = lots.at(-1);
    if (!last) return done;
    const rows = lots.map((lot) => {
      const facts = lot.facts as unknown as ListingFacts;
      const state: LotState = toLotState(lot);
      const appraisal = appraise(
        {
          facts,
          state,
          source: toSourceId(lot.source),
          asOf: toInstant(lot.observed_at),
          profile: dealership.profile,
        },
        tools,
      );
      return buildAssessmentRow(lot.id, lot.observed_at, appraisal, dealership.profileVersion, engineVersion);
    });
    await withTenant(db, orgId, (scoped) => writeAssessments(scoped, rows));
    done += lots.length;
    afterId = last.id;
    deps.onProgress?.(done);
  }
}
