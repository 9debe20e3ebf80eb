import { type BuyerProfileInput, buyerProfileInputSchema } from '../contracts/buyer-profile.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import { type Actor, appendAuditEvent } from '../store/audit.writer.ts';
import { type Database, withTenant } from '../store/connection.ts';
import { enqueueReassessment } from '../store/jobs.writer.ts';
import { readProfile } from '../store/profiles.reader.ts';
import { writeProfile } from '../store/profiles.writer.ts';
import { mergeProfile, presentProfile } from './buyer-profile.ts';

export interface ProfileDeps {
  readonly db: Database;
  readonly orgId: OrgId;
}

export async function readSettings({ db, orgId }: ProfileDeps): Promise<Required<BuyerProfileInput>> {
  const stored = await withTenant(db, orgId, readProfile);
  return presentProfile(mergeProfile(buyerProfileInputSchema.parse(stored.settings)));
}

/** Changes what `changes` names; the job that assesses every lot anew is enqueued in the same transaction. */
export async function saveSettings(
  changes: BuyerProfileInput,
  { db, orgId, actor }: ProfileDeps & { readonly actor: Actor },
): Promise<Required<BuyerProfileInput>> {
  return withTenant(db, orgId, async (scoped) => {
    const stored = await readProfile(scoped);
    const settings = { ...buyerProfileInputSchema.parse(stored.settings), ...changes };
    await writeProfile(scoped, settings);
    await enqueueReassessment(scoped);
    await appendAuditEvent(scoped, actor, {
      action: 'profile.changed',
      target: orgId,
      before: stored.settings,
      after: settings,
    });
    return presentProfile(mergeProfile(settings));
  });
}
