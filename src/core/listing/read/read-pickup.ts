import { maxTextLength } from './tokenize-text.ts';

/** What a lot says of fetching it: these decide whether a hauler can take it, by when, and with whose help. */
export type PickupCode =
  | 'appointment_needed'
  | 'no_appointment_needed'
  | 'no_loading_help'
  | 'loading_help'
  | 'must_be_towed'
  | 'removal_deadline'
  | 'storage_fee'
  | 'pickup_only'
  | 'location';

export interface PickupTerm {
  readonly code: PickupCode;
  /** Exactly as written: `description.slice(start, end)`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Days to remove it in, where the words name them. */
  readonly days?: number;
}

/** Every pattern is bounded and begins with its own words, so that the work is linear in the text. */
const patterns: readonly (readonly [PickupCode, RegExp])[] = [
  ['no_appointment_needed', /\bno appointments? (?:is |are )?(?:needed|necessary|required)/i],
  [
    'appointment_needed',
    /\b(?:by appointments?(?: only)?|(?:make|set|schedule)(?: up)?(?: an?| your)?(?: pick-?up)? appointments?|pick-?ups? (?:appointments? )?must be (?:made|scheduled)|appointments? (?:is |are )?(?:required|needed|must be made))/i,
  ],
  [
    'no_loading_help',
    /\b(?:no (?:loading )?(?:help|assistance)\b|(?:buyer|bidder|purchaser) (?:is|will be) (?:solely )?responsible for (?:all |the )?(?:loading|removal)|(?:do not|cannot|will not|won't) (?:help|assist)[^.\n]{0,30}\bload)/i,
  ],
  [
    'loading_help',
    /\b(?:(?:will|can)\s{1,3}(?:help|assist)[^.\n]{0,20}\bload|loading assistance (?:is )?available|assistance (?:is )?available for loading|forklift (?:is )?(?:on site|available))/i,
  ],
  [
    'must_be_towed',
    /\b(?:must be (?:towed|hauled|trailered)|(?:needs?|have|has) to be towed|to be towed (?:off|from|away)|tow away only)/i,
  ],
  [
    'removal_deadline',
    /\b(?:removed|picked up|pick(?:ed)?-?up|removal)\b[^.\n]{0,60}?\bwithin (?:the )?(?<days>\d{1,3}) (?:business |calendar |working )?days/i,
  ],
  ['storage_fee', /\bstorage (?:fees?|charges?)/i],
  ['pickup_only', /\b(?:for pick-?up only|pick-?up only|do(?:es)? not ship|no shipping)\b/i],
  ['location', /\b(?:is|are) located (?:at|in) [^.\n]{3,80}/i],
];
/** Without one of these words there is nothing to find. */
const anyWord = /pick|remov|load|tow|appoint|storage|ship|located/i;

/** Pickup terms of a description, at most one a code, in the order of the text. Never throws. */
export function readPickup(description: string): readonly PickupTerm[] {
  const text = description.slice(0, maxTextLength);
  if (!anyWord.test(text)) return [];
  const terms: PickupTerm[] = [];
  for (const [code, pattern] of patterns) {
    const found = pattern.exec(text);
    if (!found) continue;
    const start = found.index;
    const days = Number(found.groups?.days);
    terms.push({ code, text: found[0], start, end: start + found[0].length, ...(days > 0 && { days }) });
  }
  const excused = terms.some((term) => term.code === 'no_appointment_needed');
  return terms
    .filter((term) => !(excused && term.code === 'appointment_needed'))
    .sort((a, b) => a.start - b.start);
}
