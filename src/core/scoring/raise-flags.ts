import { toEpochMs } from '../kernel/instant.ts';
import { formatCents } from '../kernel/money.ts';
import type { FindingCode, Severity } from '../listing/finding.ts';
import { isFarEnd } from '../listing/is-far-end.ts';
import type { RetailValue, WholesaleValue } from '../valuation/valuation.ts';
import type { AssessInput } from './assess-input.ts';
import type { Flag } from './assessment.ts';

const severityOrder: Readonly<Record<Severity, number>> = { stop: 0, warn: 1, info: 2 };

/** Defects that a buyer should see however the costs came out; costs and policies bring their own notes. */
const flaggedDefects: readonly { readonly code: FindingCode; readonly severity: Severity }[] = [
  { code: 'engine_problem', severity: 'warn' },
  { code: 'transmission_problem', severity: 'warn' },
  { code: 'frame_damage', severity: 'warn' },
  { code: 'airbag_deployed', severity: 'warn' },
  { code: 'flood_damage', severity: 'warn' },
  { code: 'fire_damage', severity: 'warn' },
  { code: 'catalytic_converter_missing', severity: 'warn' },
  { code: 'emissions_problem', severity: 'info' },
  { code: 'check_engine', severity: 'info' },
  { code: 'missing_parts', severity: 'info' },
  { code: 'rust', severity: 'info' },
  { code: 'taxi', severity: 'warn' },
  { code: 'ambulance', severity: 'info' },
  { code: 'fire_service', severity: 'info' },
  { code: 'school_bus', severity: 'warn' },
  { code: 'parts_vehicle', severity: 'stop' },
];

/** Fewer sales behind a value than this, or less confidence, is thin. */
const thinEvidence = { count: 5, confidence: 0.35 } as const;

/** Stale: not looked at for an hour within twelve hours of the end, or for six hours at any time. */
const stale = { nearEndHours: 12, nearEndAgeHours: 1, ageHours: 6 } as const;

/** Everything that should give a buyer pause, the gravest first. Flags never depend on the current bid's amount. */
export function raiseFlags(input: AssessInput, value: WholesaleValue | RetailValue): readonly Flag[] {
  const flags: Flag[] = input.costed.ok
    ? input.costed.notes.map(({ code, severity, evidence }) => ({ code, severity, evidence }))
    : [];
  const { findings } = input.subject;
  if (findings.length > 0) {
    const still = findings.find(
      ({ code, polarity }) =>
        polarity === 'absent' && (code === 'runs' || code === 'drives' || code === 'starts'),
    );
    if (still)
      flags.push({ code: 'not_running', severity: 'warn', evidence: `The lot says: "${still.text}".` });
    for (const { code, severity } of flaggedDefects) {
      const finding = findings.find(
        (candidate) => candidate.code === code && candidate.polarity === 'present',
      );
      if (finding) flags.push({ code, severity, evidence: `The lot says: "${finding.text}".` });
    }
    const keys = findings.find(({ code, polarity }) => code === 'keys' && polarity === 'absent');
    if (keys) flags.push({ code: 'no_keys', severity: 'info', evidence: `The lot says: "${keys.text}".` });
  }
  const idle = idleHours(input.subject);
  if (idle) flags.push(idle);
  const { lemonRisk, lemonProbability } = input.subject;
  if (lemonRisk !== undefined && lemonProbability !== undefined)
    flags.push({
      code: 'lemon_risk',
      severity: lemonRisk === 'high' ? 'warn' : 'info',
      evidence: `${Math.round(lemonProbability * 100)} in 100 cars of this age, mileage and make were bad buys, at least twice the usual share${lemonRisk === 'high' ? '' : '; the records hold no car as old, so this is a guess'}.`,
    });
  if (value.evidence.count < thinEvidence.count || value.confidence < thinEvidence.confidence)
    flags.push({
      code: 'thin_evidence',
      severity: 'warn',
      evidence: `The value rests on ${value.evidence.count} sales, confidence ${Math.round(value.confidence * 100)} %.`,
    });
  const { wholesale, retail } = input;
  if (wholesale.ok && retail.ok && retail.value.p50Cents < wholesale.value.p50Cents)
    flags.push({
      code: 'retail_below_wholesale',
      severity: 'warn',
      evidence: `Asking prices say ${formatCents(retail.value.p50Cents)} retail, sales say ${formatCents(wholesale.value.p50Cents)} wholesale: both cannot be, so trust neither to the dollar.`,
    });
  const bid = staleBid(input);
  if (bid) flags.push(bid);
  const { endsAt, subject } = input;
  if (endsAt !== undefined && isFarEnd(endsAt, subject.asOf))
    flags.push({
      code: 'far_end',
      severity: 'info',
      evidence: `Said to end on ${endsAt.slice(0, 10)}, more than a year after it was seen: check the date on the auction's own page.`,
    });
  return flags.sort((a, b) => severityOrder[a.severity] - severityOrder[b.severity]);
}

/** Ford counts an hour of idling as 33 miles of engine wear (its oil-change guidance for police and fleet use). */
const milesPerIdleHour = 33;
/** Fewer hours than this are a car's ordinary share of standing. */
const fewIdleHours = 1_000;

function idleHours({ idleHours: hours }: AssessInput['subject']): Flag | undefined {
  if (hours === undefined || hours < fewIdleHours) return undefined;
  const grouped = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
  return {
    code: 'idle_hours',
    severity: 'warn',
    evidence: `${grouped(hours)} hours of idling: engine wear as of some ${grouped(hours * milesPerIdleHour)} miles that the odometer does not show.`,
  };
}

function staleBid({ bidObservedAt, endsAt, subject }: AssessInput): Flag | undefined {
  if (bidObservedAt === undefined) return undefined;
  const now = toEpochMs(subject.asOf);
  const ageHours = (now - toEpochMs(bidObservedAt)) / 3_600_000;
  const hoursLeft = endsAt === undefined ? Number.POSITIVE_INFINITY : (toEpochMs(endsAt) - now) / 3_600_000;
  const limit = hoursLeft < stale.nearEndHours ? stale.nearEndAgeHours : stale.ageHours;
  if (ageHours <= limit) return undefined;
  return {
    code: 'stale_bid',
    severity: 'warn',
    evidence: `The bid was last seen ${ageHours.toFixed(1)} hours ago.`,
  };
}
