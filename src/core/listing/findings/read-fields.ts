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
    for (const code of toDamageCodes(value)) push(code, 'present', `${field}: ${value}`);
  }
  return candidates;
}

/** Damage names as salvage auctions print them ("FRONT END", "WATER/FLOOD"), else whatever the words say. */
const damageNames: readonly (readonly [readonly string[], FindingCode])[] = [
  [['water', 'flood', 'freshwater', 'saltwater'], 'flood_damage'],
  [['hail'], 'hail_damage'],
  [['burn', 'fire'], 'fire_damage'],
  [['frame', 'undercarriage', 'structural'], 'frame_damage'],
  [['mechanical', 'engine'], 'engine_problem'],
  [['transmission'], 'transmission_problem'],
  [['electrical'], 'electrical_problem'],
  [['missing', 'stripped'], 'missing_parts'],
  [
    ['vandalism', 'front', 'rear', 'side', 'top', 'roof', 'rollover', 'dents', 'scratches', 'over', 'all'],
    'body_damage',
  ],
];

export function toDamageCodes(value: string): FindingCode[] {
  const tokens = tokenizeText(value.slice(0, 200));
  const codes = new Set<FindingCode>();
  for (const [names, code] of damageNames) {
    if (names.some((name) => tokens.words.includes(name))) codes.add(code);
  }
  if (codes.size === 0) {
    for (const { finding } of readText(tokens, 'description').candidates) {
      if (finding.polarity === 'present') codes.add(finding.code);
    }
  }
  return [...codes];
}
