import { type BuyerProfileInput, buyerProfileInputSchema } from '../contracts/buyer-profile.ts';
import type { ProfileHistory } from '../contracts/settings.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import { type Actor, appendAuditEvent } from '../store/audit.writer.ts';
import { type Database, readTenant, type Scoped, withTenant } from '../store/connection.ts';
import { readProfile } from '../store/profiles.reader.ts';
import { writeProfile } from '../store/profiles.writer.ts';
import { findProfileChange, findProfileChanges } from '../store/settings.reader.ts';
import { lockSettings, writeProfileChange } from '../store/settings.writer.ts';
import { mergeFigures, mergeProfile, presentProfile } from './buyer-profile.ts';
import { notFound } from './problem-error.ts';

export interface ProfileDeps {
  readonly db: Database;
  readonly orgId: OrgId;
}

interface ChangeDeps extends ProfileDeps {
  readonly actor: Actor;
}

const mostChangesListed = 500;

export async function readSettings({ db, orgId }: ProfileDeps): Promise<Required<BuyerProfileInput>> {
  const stored = await readTenant(db, orgId, readProfile);
  return presentProfile(mergeProfile(buyerProfileInputSchema.parse(stored.settings)));
}

/**
 * Changes what `changes` names and keeps what stood before. Settings that come out as they were are no change.
 */
export function saveSettings(
  changes: BuyerProfileInput,
  deps: ChangeDeps,
): Promise<Required<BuyerProfileInput>> {
  return withTenant(deps.db, deps.orgId, (scoped) =>
    changeSettings(scoped, deps, (before) => ({
      after: {
        ...before,
        ...changes,
        ...(changes.costFigures && { costFigures: mergeFigures(before.costFigures, changes.costFigures) }),
      },
      restoredVersion: null,
    })),
  );
}

/** Puts back the settings as they were after that version; 0 is before the first change. A change like any other. */
export function restoreSettings(version: number, deps: ChangeDeps): Promise<Required<BuyerProfileInput>> {
  return withTenant(deps.db, deps.orgId, async (scoped) => {
    const change = await findProfileChange(scoped, Math.max(1, version));
    if (!change) throw notFound('version of the settings');
    const after = buyerProfileInputSchema.parse(version === 0 ? change.before : change.after);
    return changeSettings(scoped, deps, () => ({ after, restoredVersion: version }));
  });
}

/** What was changed, when and by whom, newest first. */
export async function listProfileHistory({ db, orgId }: ProfileDeps): Promise<ProfileHistory> {
  const changes = await readTenant(db, orgId, (scoped) => findProfileChanges(scoped, mostChangesListed));
  return {
    changes: changes.map((change) => ({
      version: change.version,
      changedAt: change.changed_at,
      changedBy: change.changed_by,
      before: buyerProfileInputSchema.parse(change.before),
      after: buyerProfileInputSchema.parse(change.after),
      restoredVersion: change.restored_version,
    })),
  };
}

async function changeSettings(
  scoped: Scoped,
  { orgId, actor }: ChangeDeps,
  change: (before: BuyerProfileInput) => {
    readonly after: BuyerProfileInput;
    readonly restoredVersion: number | null;
  },
): Promise<Required<BuyerProfileInput>> {
  await lockSettings(scoped);
  const before = buyerProfileInputSchema.parse((await readProfile(scoped)).settings);
  const { after, restoredVersion } = change(before);
  if (!isSame(before, after)) {
    const version = await writeProfile(scoped, after);
    await writeProfileChange(scoped, { version, before, after, changedBy: actor.label, restoredVersion });
    await appendAuditEvent(scoped, actor, { action: 'profile.changed', target: orgId, before, after });
  }
  return presentProfile(mergeProfile(after));
}

const isSame = (a: BuyerProfileInput, b: BuyerProfileInput): boolean => {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof BuyerProfileInput>;
  return [...keys].every((key) => sortedJson(a[key]) === sortedJson(b[key]));
};

/** The same text for the same value, whatever the order of its keys. */
const sortedJson = (value: unknown): string | undefined =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part,
  );
