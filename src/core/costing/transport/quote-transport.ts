import { type Cents, formatCents, roundToCents, toCents, zeroCents } from '../../kernel/money.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { BuyerProfile, CostLine, CostNote, CostSubject } from '../cost.ts';
import { figureOf, hasOwnFigure, marginalHaulFunction, shipCentsOf, sizeFactorOf } from '../cost-figures.ts';
import { isStated } from '../stated.ts';
import {
  carrierRatesId,
  farthestHaulMiles,
  findSeaLane,
  flyAndDrive,
  type SeaLane,
  unreachableStates,
} from './carrier-rates.ts';
import { roadFactor, roadMiles } from './haul-distance.ts';
import {
  type Located,
  locateLot,
  locateZip,
  type Place,
  type PlacePrecision,
  type ZipCentroids,
} from './zip-centroids.ts';

export interface QuotedTransport {
  readonly lines: readonly CostLine[];
  readonly notes: readonly CostNote[];
}

type TransportSubject = Pick<CostSubject, 'vehicle' | 'findings' | 'state' | 'city' | 'zip'>;

/**
 * What it costs to bring the car home.
 * Without a home ZIP nothing is counted and a note says so. With one, but no place for the lot, the longest haul in
 * the lower 48 is counted: a refusal would leave the buyer with no max bid at all, a guess in the middle could make
 * them overpay, and this never does. A home ZIP that does not exist, or a lot where no carrier of ours goes, is refused.
 */
export function quoteTransport(
  subject: TransportSubject,
  profile: BuyerProfile,
  centroids: ZipCentroids | undefined,
): Result<QuotedTransport, Refusal> {
  if (profile.transportCents !== undefined)
    return ok({
      lines: [
        line(profile.transportCents, `your own transport figure for every lot (profile.transportCents)`),
      ],
      notes: [],
    });
  if (profile.homeZip === undefined)
    return ok({
      lines: [line(zeroCents, 'transport not counted: set your home ZIP')],
      notes: [note('transport_not_counted', 'info', 'Transport is not counted: set your home ZIP.')],
    });
  const home = centroids && locateZip(centroids, profile.homeZip);
  if (!centroids || !home || unreachableStates.has(home.state))
    return refuse(
      'unknown_home_zip',
      `We cannot find ZIP ${profile.homeZip.slice(0, 10)}, so transport cannot be priced.`,
      'profile.homeZip',
    );

  const lot = locateLot(centroids, subject);
  const state = lot?.state ?? subject.state;
  if (state !== undefined && unreachableStates.has(state))
    return refuse('no_transport_lane', `No carrier rate reaches ${state}.`, 'zip');
  if (!lot) {
    const haul = roadHaul(farthestHaulMiles, subject, profile);
    const text = `the lot's place is unknown, so the longest haul in the lower 48 is counted (${farthestHaulMiles} miles); give its ZIP or state`;
    return ok({
      lines: [line(haul.cents, `${text}; ${haul.basis}`)],
      notes: [
        note(
          'transport_location_unknown',
          'warn',
          `Transport is counted as ${formatCents(haul.cents)}: ${text}.`,
        ),
      ],
    });
  }
  return priceLane(lot, home, subject, profile, centroids);
}

const areaNames: Readonly<Record<PlacePrecision, string>> = {
  zip: 'ZIP',
  city: 'city',
  zip_prefix: 'three-digit ZIP area',
  state: 'state',
};

/** Where the place is an area, its far end is counted: knowing it less exactly never makes the haul cheaper. */
function priceLane(
  lot: Located,
  home: Place,
  subject: TransportSubject,
  profile: BuyerProfile,
  centroids: ZipCentroids,
): Result<QuotedTransport, Refusal> {
  const notes: CostNote[] = [];
  if (lot.precision !== 'zip' && lot.precision !== 'city')
    notes.push(
      note(
        'transport_location_rough',
        'info',
        lot.precision === 'state'
          ? `Only the lot's state is known: transport is counted from the far end of ${lot.state}.`
          : `The lot's ZIP is not known: transport is counted from the far end of its ${areaNames[lot.precision]}.`,
      ),
    );
  const sea = seaLanesBetween(lot, home);
  if (sea.length === 0) {
    const miles = roadMiles(lot, home) + lot.reachMiles * roadFactor;
    const haul = roadHaul(miles, subject, profile);
    const rough = lot.precision === 'zip' ? '' : `, from the far end of the ${areaNames[lot.precision]}`;
    const carrier = line(haul.cents, `${Math.round(miles)} road miles${rough}; ${haul.basis}`);
    if (!isDrivable(subject.findings)) return ok({ lines: [carrier], notes });
    const flown = flyAndDriveCents(miles, profile);
    const how = describeFlight(miles, profile);
    if (profile.flyAndDrive && flown < haul.cents)
      return ok({
        lines: [
          line(
            flown,
            `${Math.round(miles)} road miles${rough}; flying out and driving it home (${how}), as a carrier would cost ${formatCents(haul.cents)}`,
          ),
        ],
        notes,
      });
    const compared = line(
      zeroCents,
      `for comparison, not counted: flying out and driving it home is about ${formatCents(flown)} (${how})`,
    );
    return ok({ lines: miles > 150 ? [carrier, compared] : [carrier], notes });
  }
  const lane = measureSeaLane(sea, lot, home, profile, centroids);
  if (!lane) return refuse('no_transport_lane', `The port for ${lot.state} is not in the ZIP table.`, 'zip');
  const { shipped, isOwn } = lane;
  const haul = roadHaul(lane.legMiles, subject, profile);
  const overland = roadHaul(lane.overlandMiles, subject, profile).cents;
  const bySea = roundToCents(haul.cents + shipped * sizeFactorOf(profile, subject.vehicle.segment));
  const cents = isOwn ? bySea : toCents(Math.max(bySea, overland));
  const least = cents > bySea ? ', raised to what the same distance costs by road' : '';
  return ok({
    lines: [
      line(
        cents,
        `by sea through ${sea.map((lane) => lane.port).join(' and ')} (ship ${formatCents(roundToCents(shipped))} for a sedan, ${isOwn ? 'your own figure' : 'an indicative rate'})${least} and ${haul.basis}`,
      ),
    ],
    notes,
  });
}

/** The ships between two places: none, one, or two for a car that crosses two waters. */
export const seaLanesBetween = (lot: Place, home: Place): readonly SeaLane[] =>
  lot.state === home.state ? [] : [lot.state, home.state].flatMap((state) => findSeaLane(state) ?? []);

/** What the cost by sea is made of; it is then a haul over `legMiles` and the ship, times the car's size. */
export interface MeasuredSeaLane {
  readonly legMiles: number;
  /**
   * The ship's indicative rate may undercut the road over a like distance: never count less for going farther, unless
   * the buyer knows what the ship costs.
   */
  readonly overlandMiles: number;
  /** Cents, for a sedan. */
  readonly shipped: number;
  readonly isOwn: boolean;
}

/** Undefined where a port is not in the ZIP table. */
export function measureSeaLane(
  sea: readonly SeaLane[],
  lot: Located,
  home: Place,
  profile: BuyerProfile,
  centroids: ZipCentroids,
): MeasuredSeaLane | undefined {
  // each leg over land ends at the port of the other side's ship; two ships: port to port
  const [first, second] = sea;
  const ports = sea.map((lane) => locateZip(centroids, lane.portZip));
  const mainlandEnd = second ? ports[1] : findSeaLane(lot.state) ? home : lot;
  const port = ports[0];
  if (!first || !port || !mainlandEnd) return undefined;
  const reach = lot.reachMiles * roadFactor;
  return {
    legMiles: roadMiles(port, mainlandEnd) + reach,
    overlandMiles: roadMiles(lot, home) + reach,
    shipped: sea.reduce((sum, lane) => sum + shipCentsOf(profile, lane.state), 0),
    isOwn: sea.some((lane) => hasOwnFigure(profile, `ship_${lane.state}`)),
  };
}

function roadHaul(
  miles: number,
  { vehicle, findings }: TransportSubject,
  profile: BuyerProfile,
): { readonly cents: ReturnType<typeof roundToCents>; readonly basis: string } {
  const size = sizeFactorOf(profile, vehicle.segment);
  const stranded =
    isStated(findings, 'runs', 'absent') ||
    isStated(findings, 'drives', 'absent') ||
    isStated(findings, 'starts', 'absent');
  const enclosed = profile.enclosedTransport ? figureOf(profile, 'haul_enclosed') : 1;
  const winch = stranded ? figureOf(profile, 'haul_winch') : 0;
  const cents = roundToCents(openHaulFunction(profile)(miles) * size * enclosed + winch);
  const details = [
    profile.enclosedTransport ? `enclosed carrier × ${enclosed}` : 'open carrier',
    size === 1 ? '' : `${vehicle.segment.replace('_', ' ')} × ${size}`,
    stranded ? `${formatCents(roundToCents(winch))} winch, it does not run` : '',
  ].filter((detail) => detail !== '');
  return { cents, basis: `${details.join(', ')}; rates ${carrierRatesId}, marginal by mile, indicative` };
}

/** A running sedan on an open carrier, in cents and not rounded. */
export function openHaulFunction(profile: BuyerProfile): (miles: number) => number {
  const least = figureOf(profile, 'haul_minimum');
  const marginal = marginalHaulFunction(profile);
  return (miles) => Math.max(least, marginal(miles));
}

export const isDrivable = (findings: TransportSubject['findings']): boolean =>
  isStated(findings, 'runs') &&
  isStated(findings, 'drives') &&
  !(['runs', 'drives', 'starts'] as const).some((code) => isStated(findings, code, 'absent'));

const nightsOf = (miles: number): number => Math.floor(miles / flyAndDrive.milesPerDay);

/** One-way fare, fuel and wear, and nights on the way. Rises with every mile. */
export const flyAndDriveCents = (miles: number, profile: BuyerProfile): Cents =>
  roundToCents(
    figureOf(profile, 'fly_fare') +
      miles * figureOf(profile, 'fly_per_mile') +
      nightsOf(miles) * figureOf(profile, 'fly_night'),
  );

function describeFlight(miles: number, profile: BuyerProfile): string {
  const fare = formatCents(roundToCents(figureOf(profile, 'fly_fare')));
  const perMile = formatCents(roundToCents(figureOf(profile, 'fly_per_mile')));
  return `assumed fare ${fare}, ${perMile} a mile, ${nightsOf(miles)} nights`;
}

const line = (amountCents: CostLine['amountCents'], basis: string): CostLine => ({
  kind: 'transport',
  amountCents,
  basis,
});
const note = (code: string, severity: CostNote['severity'], evidence: string): CostNote => ({
  code,
  severity,
  evidence,
  blocks: false,
});
const refuse = (code: string, reason: string, field: string) =>
  err({ stage: 'cost', code, reason, missing: [field] } satisfies Refusal);
