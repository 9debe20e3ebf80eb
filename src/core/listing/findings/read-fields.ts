import type { Finding, FindingCode, Polarity } from '../finding.ts';
import type { ListingFacts, TitleBrand } from '../listing.ts';
import { tokenizeText } from '../read/tokenize-text.ts';
import type { Candidate } from './conclude-findings.ts';
import { readText } from './read-text.ts';
import { toSeverity } from './severity.ts';

export const brandCodes: Readonly<Record<Exclude<TitleBrand, 'clean'>, FindingCode>> = {
  salvage: 'title_salvage',
  rebuilt: 'title_rebuilt',
  flood: 'title_flood',
  lemon: 'title_lemon',
  parts_only: 'title_parts_only',
  bill_of_sale_only: 'title_bill_of_sale_only',
};

/** Findings that the source states in its own fields. Their text is `field: value`. */
export function readFields(facts: ListingFacts): Candidate[] {
  const candidates: Candidate[] = [];
  const push = (code: FindingCode, polarity: Polarity, text: string): void => {
    const finding: Finding = {
      code,
      polarity,
      severity: toSeverity(code, polarity),
      text,
      start: 0,
      end: text.length,
      in: 'field',
    };
    candidates.push({ finding, weak: false });
  };
  const truth = (value: boolean): Polarity => (value ? 'present' : 'absent');
  if (facts.starts !== undefined) push('starts', truth(facts.starts), `starts: ${facts.starts}`);
  if (facts.runsAndDrives !== undefined) {
    push('runs', truth(facts.runsAndDrives), `runsAndDrives: ${facts.runsAndDrives}`);
    push('drives', truth(facts.runsAndDrives), `runsAndDrives: ${facts.runsAndDrives}`);
  }
  if (facts.hasKeys !== undefined) push('keys', truth(facts.hasKeys), `hasKeys: ${facts.hasKeys}`);
  if (facts.titleBrand !== undefined && facts.titleBrand !== 'clean') {
    push(brandCodes[facts.titleBrand], 'present', `titleBrand: ${facts.titleBrand}`);
  }
  if (facts.odometerBrand === 'not_actual')
    push('odometer_not_actual', 'present', 'odometerBrand: not_actual');
  if (facts.odometerBrand === 'actual') push('odometer_not_actual', 'absent', 'odometerBrand: actual');
  if (facts.odometerBrand === 'exempt') push('odometer_exempt', 'present', 'odometerBrand: exempt');
  for (const field of ['primaryDamage', 'secondaryDamage'] as const) {
    const value = facts[field];
    if (value === undefined) continue;
    for (const [code, polarity] of readDamage(value)) push(code, polarity, `${field}: ${value}`);
  }
  return candidates;
}

/** Damage names as salvage auctions print them ("FRONT END", "WATER/FLOOD"). */
const damageNames: readonly (readonly [readonly string[], FindingCode, Polarity])[] = [
  [['water', 'flood', 'freshwater', 'saltwater'], 'flood_damage', 'present'],
  [['hail'], 'hail_damage', 'present'],
  [['burn', 'fire'], 'fire_damage', 'present'],
  [['frame', 'structural'], 'frame_damage', 'present'],
  // Damage underneath may or may not have reached the frame.
  [['undercarriage', 'rollover'], 'frame_damage', 'unknown'],
  [['mechanical', 'engine'], 'engine_problem', 'present'],
  [['transmission'], 'transmission_problem', 'present'],
  [['electrical'], 'electrical_problem', 'present'],
  [['missing', 'stripped'], 'missing_parts', 'present'],
  [['biohazard', 'chemical'], 'interior_damage', 'present'],
  [
    ['vandalism', 'front', 'rear', 'side', 'top', 'roof', 'rollover', 'dent', 'dents', 'scratches', 'over'],
    'body_damage',
    'present',
  ],
];

/** What a field of damage says: a salvage auction's name for it, else whatever its words say. */
export function readDamage(value: string): Map<FindingCode, Polarity> {
  const tokens = tokenizeText(value.slice(0, 200));
  const said = new Map<FindingCode, Polarity>();
  if (tokens.words.includes('vin')) return said;
  for (const [names, code, polarity] of damageNames) {
    if (!said.has(code) && names.some((name) => tokens.words.includes(name))) said.set(code, polarity);
  }
  if (said.size > 0) return said;
  for (const { finding } of readText(tokens, 'description').candidates) {
    if (finding.polarity === 'present') said.set(finding.code, 'present');
  }
  return said;
}
