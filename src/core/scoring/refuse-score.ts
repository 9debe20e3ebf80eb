import type { Refusal } from '../kernel/refusal.ts';
import type { FindingCode } from '../listing/finding.ts';
import type { AssessInput } from './assess-input.ts';

/** Findings that say something of condition; `as_is`, titles and former use do not. */
const conditionCodes: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'runs',
  'drives',
  'starts',
  'engine_problem',
  'transmission_problem',
  'electrical_problem',
  'brake_problem',
  'frame_damage',
  'airbag_deployed',
  'fire_damage',
  'flood_damage',
  'hail_damage',
  'body_damage',
  'glass_damage',
  'rust',
  'interior_damage',
  'missing_parts',
  'catalytic_converter_missing',
  'check_engine',
  'emissions_problem',
  'battery_dead',
  'flat_tires',
  'parts_vehicle',
]);

/** Why there is no score; none when there is. The max bid stands either way. */
export function refuseScore({ subject, forecast, currentBidCents }: AssessInput): readonly Refusal[] {
  const refusals: Refusal[] = [];
  // a chance of winning counts fees that are paid and a bid that stands; guessing either could only flatter
  if (subject.source === undefined)
    refusals.push(
      refusal('source_unknown', 'Without the auction its fees are unknown, so there is no score.', 'source'),
    );
  if (currentBidCents === undefined)
    refusals.push(
      refusal('no_bid_seen', 'No bid has been seen yet, so there is no score.', 'currentBidCents'),
    );
  if (subject.odometerMiles === undefined)
    refusals.push(
      refusal('odometer_unknown', 'Without the odometer reading there is no score.', 'odometerMiles'),
    );
  const conditionKnown =
    subject.conditionGrade !== undefined ||
    subject.findings.some(({ code, polarity }) => polarity !== 'unknown' && conditionCodes.has(code));
  if (!conditionKnown)
    refusals.push(
      refusal(
        'condition_unknown',
        "Nothing is known of the car's condition, so there is no score.",
        'conditionGrade',
      ),
    );
  if (!forecast)
    refusals.push(
      refusal('no_forecast', 'Without a forecast of the closing price there is no score.', 'currentBidCents'),
    );
  return refusals;
}

const refusal = (code: string, reason: string, field: string): Refusal => ({
  stage: 'assess',
  code,
  reason,
  missing: [field],
});
