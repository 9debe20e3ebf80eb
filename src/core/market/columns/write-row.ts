import type { LotKind } from '../../listing/lot-kind.ts';
import { segments } from '../../vehicle/vehicle.ts';
import { bit, type Columns, kindShift, laneShift, unknownCount, unknownWhole } from './column-set.ts';
import type { MarketLot } from './market-lot.ts';
import { missingFacts } from './missing-fact.ts';
import type { RankingFacts } from './ranking-facts.ts';

/** Kinds by code. */
export const lotKinds = [
  'road_vehicle',
  'commercial_truck',
  'equipment',
  'not_a_vehicle',
  'parts_only',
] as const satisfies readonly LotKind[];

const openStatuses = new Set(['active', 'scheduled']);

/** Writes everything of a lot but its codes; what does not fit is cut, and the caller keeps it wide. */
export function writeNumbers(c: Columns, row: number, lot: MarketLot): void {
  const { facts } = lot;
  c.version[row] = lot.version;
  c.kinds[row] =
    (Math.max(0, lotKinds.indexOf(lot.kind)) << kindShift) |
    (facts ? Math.max(0, segments.indexOf(facts.segment)) : 0);
  const seconds = Math.floor(lot.asOfMs / 1_000);
  c.asOfSeconds[row] = whole(seconds);
  c.asOfMillis[row] = lot.asOfMs - seconds * 1_000;
  c.endsSeconds[row] = lot.endsAtMs === null ? unknownWhole : whole(Math.floor(lot.endsAtMs / 1_000));
  c.bid[row] = lot.currentBidCents === null ? unknownWhole : whole(lot.currentBidCents);
  c.miles[row] = lot.odometerMiles ?? unknownCount;
  c.year[row] = lot.year ?? unknownCount;
  const [w10, w50, w90] = facts?.wholesale ?? [unknownWhole, unknownWhole, unknownWhole];
  const [r10, r50, r90] = facts?.retail ?? [unknownWhole, unknownWhole, unknownWhole];
  c.wholesaleP10[row] = w10;
  c.wholesaleP50[row] = w50;
  c.wholesaleP90[row] = w90;
  c.retailP10[row] = r10;
  c.retailP50[row] = r50;
  c.retailP90[row] = r90;
  const [median, below, above] = facts?.close ?? [0, 0, 0];
  c.closeMedian[row] = whole(median);
  c.closeBelow[row] = below;
  c.closeAbove[row] = above;
  c.lemonChance[row] = facts?.lemonProbability ?? Number.NaN;
  c.grade[row] = facts?.recon.grade ?? 0;
  c.repair[row] = facts?.recon.repairCents ?? 0;
  c.flags[row] = (facts?.flags ?? []).reduce(
    (packed, count, at) => packed | (Math.min(15, count) << (4 * at)),
    0,
  );
}

const whole = (value: number): number => Math.min(unknownWhole - 1, Math.max(0, value));

/** The bits of a lot that is in, all but those that say how it is kept. */
export const bitsOf = (lot: MarketLot): number =>
  bit.live |
  (lot.isSample ? bit.sample : 0) |
  (openStatuses.has(lot.status) ? bit.open : 0) |
  (lot.facts ? bitsOfFacts(lot.facts) : 0);

const bitsOfFacts = (facts: RankingFacts): number =>
  (facts.stranded ? bit.stranded : 0) |
  (facts.scored ? bit.scored : 0) |
  (facts.wholesale ? bit.wholesale : 0) |
  (facts.retail ? bit.retail : 0) |
  (facts.close ? bit.close : 0) |
  (facts.drivable ? bit.drivable : 0) |
  ((facts.missing === undefined ? 0 : missingFacts.indexOf(facts.missing) + 1) << laneShift);
