import type { BuyerProfileInput } from '../contracts/buyer-profile.ts';
import type { BuyerProfile } from '../core/costing/cost.ts';
import { defaultBuyerProfile } from '../core/costing/default-profile.ts';
import { toCents } from '../core/kernel/money.ts';

/** The dealership's settings over the defaults, and a request's over those. `null` unsets the home ZIP. */
export function mergeProfile(...layers: readonly (BuyerProfileInput | undefined)[]): BuyerProfile {
  let profile: BuyerProfile = defaultBuyerProfile;
  for (const layer of layers) {
    if (!layer) continue;
    const { homeZip, targetMarginCents, holdingCentsPerDay, ...rest } = layer;
    const set = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const { homeZip: currentZip, ...others } = profile;
    const zip = homeZip === undefined ? currentZip : (homeZip ?? undefined);
    profile = {
      ...others,
      ...set,
      ...(zip !== undefined && { homeZip: zip }),
      ...(targetMarginCents !== undefined && { targetMarginCents: toCents(targetMarginCents) }),
      ...(holdingCentsPerDay !== undefined && { holdingCentsPerDay: toCents(holdingCentsPerDay) }),
    };
  }
  return profile;
}

/** What a form shows: every field, defaults filled in. */
export const presentProfile = (profile: BuyerProfile): Required<BuyerProfileInput> => ({
  homeZip: profile.homeZip ?? null,
  exit: profile.exit,
  targetMarginCents: profile.targetMarginCents,
  resaleCertificate: profile.resaleCertificate,
  enclosedTransport: profile.enclosedTransport,
  holdingCentsPerDay: profile.holdingCentsPerDay,
  salvagePolicy: profile.salvagePolicy,
  rustBeltPolicy: profile.rustBeltPolicy,
  odometerUnknownPolicy: profile.odometerUnknownPolicy,
  policePolicy: profile.policePolicy,
});
