import { ProblemError } from '../../app/problem-error.ts';
import type { RetentionChange } from '../../contracts/privacy.ts';
import type { OrgId } from '../../core/kernel/ids.ts';
import type { Clock } from '../../platform/clock.ts';
import { appendAuditEvent } from '../../store/audit.writer.ts';
import { type Database, readTenant, withTenant } from '../../store/connection.ts';
import { findOrganisationIds } from '../../store/organisations.writer.ts';
import {
  deleteOlder,
  findRetentionRuns,
  findRetentionSettings,
  insertRetentionRun,
  writeRetentionSetting,
} from '../../store/retention.ts';
import { type Caller, type Origin, operator, toActor } from '../caller.ts';
import {
  isRetentionRule,
  type RetentionRule,
  type RetentionRuleName,
  retentionRules,
} from './retention-rules.ts';

export interface RetentionDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Rows deleted by this process, for the metrics. */
  readonly deleted: Map<RetentionRuleName, number>;
}

const dayMs = 86_400_000;
const ruleNames = Object.keys(retentionRules) as RetentionRuleName[];
const ruleOf = (name: RetentionRuleName): RetentionRule => retentionRules[name];

export async function readRetention(caller: Caller, { db }: RetentionDeps) {
  const [settings, runs] = await readTenant(db, caller.orgId, async (readable) => [
    await findRetentionSettings(readable),
    await findRetentionRuns(readable, 50),
  ]);
  return {
    rules: ruleNames.map((name) => {
      const rule = ruleOf(name);
      const last = runs.find((run) => run.rule === name);
      return {
        rule: name,
        says: rule.says,
        per: rule.per,
        keepDays: settings.find((row) => row.rule === name)?.keep_days ?? rule.defaultDays,
        defaultDays: rule.defaultDays,
        minDays: rule.minDays,
        maxDays: rule.maxDays,
        lastDeleted: last?.deleted ?? null,
        lastRanAt: last?.ran_at ?? null,
      };
    }),
  };
}

export async function changeRetention(
  caller: Caller,
  { rule: name, keepDays }: RetentionChange,
  origin: Origin,
  { db, clock }: RetentionDeps,
): Promise<void> {
  const rule = isRetentionRule(name) ? ruleOf(name) : undefined;
  if (rule?.per !== 'dealership')
    throw new ProblemError(400, 'invalid_request', 'There is no such rule that a dealership may set.', [
      { pointer: '/rule', message: 'no rule of a dealership' },
    ]);
  if (keepDays < rule.minDays || keepDays > rule.maxDays)
    throw new ProblemError(400, 'invalid_request', `Between ${rule.minDays} and ${rule.maxDays} days.`, [
      { pointer: '/keepDays', message: `between ${rule.minDays} and ${rule.maxDays}` },
    ]);
  await withTenant(db, caller.orgId, async (scoped) => {
    const before = (await findRetentionSettings(scoped)).find((row) => row.rule === name)?.keep_days;
    await writeRetentionSetting(scoped, name, keepDays, clock.now());
    await appendAuditEvent(scoped, toActor(caller, origin), {
      action: 'retention.changed',
      target: name,
      before: { keepDays: before ?? rule.defaultDays },
      after: { keepDays },
    });
  });
}

/** Deletes what is older than its rule says, each rule by itself; counts go to the metrics, the runs and the log. */
export async function applyRetention({ db, clock, deleted }: RetentionDeps): Promise<Record<string, number>> {
  const now = clock.now();
  const beforeOf = (days: number) => new Date(Date.parse(now) - days * dayMs).toISOString();
  const totals: Record<string, number> = {};
  const run = async (name: RetentionRuleName, orgId: OrgId | null, days: number) => {
    const rule = ruleOf(name);
    const count = await deleteOlder(db, rule, orgId, beforeOf(days), rule.per === 'dealership');
    totals[name] = (totals[name] ?? 0) + count;
    deleted.set(name, (deleted.get(name) ?? 0) + count);
    if (count > 0) await insertRetentionRun(db, { org_id: orgId, rule: name, deleted: count, ran_at: now });
    return count;
  };
  for (const orgId of await findOrganisationIds(db)) {
    const settings = await readTenant(db, orgId, findRetentionSettings);
    const counts: Record<string, number> = {};
    for (const name of ruleNames.filter((candidate) => ruleOf(candidate).per === 'dealership')) {
      const days = settings.find((row) => row.rule === name)?.keep_days ?? ruleOf(name).defaultDays;
      const count = await run(name, orgId, days);
      if (count > 0) counts[name] = count;
    }
    if (Object.keys(counts).length > 0)
      await withTenant(db, orgId, (scoped) =>
        appendAuditEvent(
          scoped,
          { ...operator, label: 'retention' },
          { action: 'retention.applied', after: counts },
        ),
      );
  }
  for (const name of ruleNames.filter((candidate) => ruleOf(candidate).per === 'installation'))
    await run(name, null, ruleOf(name).defaultDays);
  return totals;
}
