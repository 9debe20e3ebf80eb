import type { BuyerProfileInput } from '../contracts/buyer-profile.ts';
import type { BuyerProfile } from '../core/costing/cost.ts';
import type { OwnFigures } from '../core/costing/cost-figures.ts';
import { defaultBuyerProfile, defaultCosts } from '../core/costing/default-profile.ts';
import { type Instant, millisecondsPerDay, toEpochMs, toInstant } from '../core/kernel/instant.ts';

type Day = string | null;

/** A certificate counts to the end of its last day, UTC. */
const toEnd = (lastDay: string): Instant =>
  toInstant(toEpochMs(toInstant(`${lastDay}T00:00:00Z`)) + millisecondsPerDay);
const toLastDay = (end: Instant | undefined): Day =>
  end === undefined ? null : toInstant(toEpochMs(end) - millisecondsPerDay).slice(0, 10);

type OwnFiguresInput = NonNullable<BuyerProfileInput['costFigures']>;

/** Own figures over those before; `null` takes one out. */
export function mergeFigures(before: OwnFiguresInput = {}, changes: OwnFiguresInput = {}): OwnFiguresInput {
  const merged = Object.entries({ ...before, ...changes }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return Object.fromEntries(merged);
}

/** The dealership's settings over the defaults, and a request's over those. `null` puts the standard back. */
export function mergeProfile(...layers: readonly (BuyerProfileInput | undefined)[]): BuyerProfile {
  let profile: Record<string, unknown> = { ...defaultBuyerProfile };
  for (const layer of layers) {
    if (!layer) continue;
    const { costFigures, resaleCertificateExpiresOn: lastDay, resaleCertificates, ...plain } = layer;
    const changes: Record<string, unknown> = { ...plain };
    if (lastDay !== undefined) changes.resaleCertificateExpiresAt = lastDay === null ? null : toEnd(lastDay);
    if (resaleCertificates)
      changes.resaleCertificates = resaleCertificates.map(({ state, expiresOn }) => ({
        state,
        ...(expiresOn !== null && { expiresAt: toEnd(expiresOn) }),
      }));
    if (costFigures) changes.costFigures = mergeFigures(profile.costFigures as OwnFiguresInput, costFigures);
    profile = Object.fromEntries(
      Object.entries({ ...profile, ...definedOf(changes) }).filter(([, value]) => value !== null),
    );
  }
  // each layer was checked by the schema of the same fields
  return profile as unknown as BuyerProfile;
}

const definedOf = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** What a form shows: every field, defaults filled in; null where nothing of the buyer's own stands. */
export const presentProfile = (profile: BuyerProfile): Required<BuyerProfileInput> => ({
  homeZip: profile.homeZip ?? null,
  exit: profile.exit,
  targetMarginCents: profile.targetMarginCents,
  resaleCertificate: profile.resaleCertificate,
  resaleCertificateExpiresOn: toLastDay(profile.resaleCertificateExpiresAt),
  resaleCertificates: (profile.resaleCertificates ?? []).map(({ state, expiresAt }) => ({
    state,
    expiresOn: toLastDay(expiresAt),
  })),
  enclosedTransport: profile.enclosedTransport,
  flyAndDrive: profile.flyAndDrive ?? false,
  holdingCentsPerDay: profile.holdingCentsPerDay,
  salvagePolicy: profile.salvagePolicy,
  rustBeltPolicy: profile.rustBeltPolicy,
  odometerUnknownPolicy: profile.odometerUnknownPolicy,
  policePolicy: profile.policePolicy,
  paymentMethod: profile.paymentMethod ?? defaultCosts.paymentMethod,
  daysToSell: profile.daysToSell ?? null,
  floorplanApr: profile.floorplanApr ?? null,
  floorplanCentsPerDay: profile.floorplanCentsPerDay ?? null,
  reconCents: profile.reconCents ?? null,
  transportCents: profile.transportCents ?? null,
  lemonProbability: profile.lemonProbability ?? null,
  lemonLossCents: profile.lemonLossCents ?? null,
  titleWorkCents: profile.titleWorkCents ?? null,
  outOfStateTitleCents: profile.outOfStateTitleCents ?? null,
  salesTaxRatio: profile.salesTaxRatio ?? null,
  sellingCents: profile.sellingCents ?? null,
  salvageDiscountCents: profile.salvageDiscountCents ?? null,
  rustBeltDiscountCents: profile.rustBeltDiscountCents ?? null,
  odometerUnknownDiscountCents: profile.odometerUnknownDiscountCents ?? null,
  policeDiscountCents: profile.policeDiscountCents ?? null,
  costFigures: { ...(profile.costFigures satisfies OwnFigures | undefined) },
});
