import { buyerProfileInputSchema } from '../contracts/buyer-profile.ts';
import type { BuyerProfile } from '../core/costing/cost.ts';
import type { OrgId } from '../core/kernel/ids.ts';
import { type Database, withTenant } from '../store/connection.ts';
import { readProfile } from '../store/profiles.reader.ts';
import { mergeProfile } from './buyer-profile.ts';

/** A dealership as the stages need it. */
export interface Dealership {
  readonly orgId: OrgId;
  readonly profile: BuyerProfile;
  readonly profileVersion: number;
}

/** The one dealership of an installation without accounts. */
export const defaultOrgId = 'org_default' as OrgId;

export async function readDealership(db: Database, orgId: OrgId): Promise<Dealership> {
  const stored = await withTenant(db, orgId, readProfile);
  return {
    orgId,
    profile: mergeProfile(buyerProfileInputSchema.parse(stored.settings)),
    profileVersion: stored.version,
  };
}
