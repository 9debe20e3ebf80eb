import type { Reassessment } from '../contracts/settings.ts';
import type { Appraisal, AppraisalTools } from '../core/appraisal.ts';
import { appraiseAll } from '../core/appraise.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import { type Database, readTenant, withTenant } from '../store/connection.ts';
import { findLotsAfter } from '../store/deals.reader.ts';
import { writeAssessments } from '../store/lots.writer.ts';
import { findReassessment } from '../store/settings.reader.ts';
import { beginReassessment, noteReassessed } from '../store/settings.writer.ts';
import { buildAssessmentRow } from './build-lot-row.ts';
import { readDealership, toolsOf } from './dealership.ts';
import { inRows } from './in-rows.ts';
import { toStoredInput } from './stored-lot.ts';

const chunkLots = 500;

/**
 * Assesses every road vehicle of the market for one dealership; answers how many this run did. Progress is written with
 * each chunk, in the chunk's own transaction: a run that was killed goes on where it stopped, and doing a chunk twice
 * changes nothing. A run that newer settings have overtaken stops; the job they enqueued does the rest.
 */
export async function reassessLots(
  orgId: OrgId,
  deps: {
    readonly db: Database;
    readonly tools: AppraisalTools;
    readonly engineVersion: string;
    /** Throws while the disk of the database has no room for more. */
    readonly assertRoom?: () => void;
    readonly onProgress?: (lots: number) => void | Promise<void>;
  },
): Promise<number> {
  const { db, engineVersion } = deps;
  const dealership = await readDealership(db, orgId);
  const tools = toolsOf(dealership, deps.tools);
  const run = { settingsVersion: dealership.profileVersion, engineVersion };
  const begun = await withTenant(db, orgId, (scoped) => beginReassessment(scoped, run));
  let { lastListingId, done } = begun;
  const doneBefore = done;
  for (;;) {
    const lots = await withTenant(db, orgId, (scoped) => findLotsAfter(scoped, lastListingId, chunkLots));
    const last = lots.at(-1);
    if (!last) {
      await withTenant(db, orgId, (scoped) => noteReassessed(scoped, run, 'finished'));
      return done - doneBefore;
    }
    const appraisals = await inRows(lots, (row) =>
      appraiseAll(
        row.map((lot) => toStoredInput(lot, dealership.profile)),
        tools,
      ),
    );
    const rows = lots.map(({ id, observed_at }, at) =>
      buildAssessmentRow(
        id,
        observed_at,
        appraisals[at] as Appraisal,
        dealership.profileVersion,
        engineVersion,
      ),
    );
    deps.assertRoom?.();
    const isOurs = await withTenant(db, orgId, async (scoped) => {
      // first, and holding the row: settings saved from here on wait for this chunk, and then start over
      const noted = await noteReassessed(scoped, run, { lastListingId: last.id, done: done + lots.length });
      if (noted) await writeAssessments(scoped, rows);
      return noted;
    });
    if (!isOurs) return done - doneBefore;
    done += lots.length;
    lastListingId = last.id;
    await deps.onProgress?.(done);
  }
}

/** How far it has come since the settings last changed. */
export async function readReassessment(db: Database, orgId: OrgId): Promise<Reassessment> {
  const row = await readTenant(db, orgId, findReassessment);
  if (!row) return { state: 'idle', done: 0, total: 0, startedAt: null, finishedAt: null };
  return {
    state: row.state as Reassessment['state'],
    done: row.done,
    total: row.total,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
