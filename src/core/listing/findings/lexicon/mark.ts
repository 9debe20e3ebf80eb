import type { FindingCode, Polarity } from '../../finding.ts';

/** Parts of a vehicle that words of state can belong to. */
export type Subject =
  | 'engine'
  | 'fuel_pump'
  | 'transmission'
  | 'electrical'
  | 'brakes'
  | 'frame'
  | 'body'
  /** front, driver side: where damage is, when nothing else claims it. */
  | 'place'
  | 'part'
  /** Has no finding of its own; said to be missing, it is a missing part. */
  | 'component'
  | 'glass'
  | 'interior'
  | 'battery'
  | 'tires'
  | 'catalytic'
  | 'airbag'
  | 'odometer'
  | 'mileage'
  | 'rust'
  | 'emissions'
  | 'key';

/** What words can say of a part. */
export type State =
  | 'defect'
  | 'damage'
  | 'scratch'
  | 'tear'
  | 'worn'
  | 'cracked'
  | 'leak'
  | 'need'
  | 'missing'
  | 'removed'
  | 'flat'
  | 'dead'
  | 'deployed'
  | 'failed'
  | 'good'
  | 'fresh'
  | 'unknown';

/** What one phrase of the lexicon means. */
export type Meaning =
  /** Says a finding by itself; "no" before it turns it round. */
  | {
      readonly kind: 'claim';
      readonly code: FindingCode;
      readonly polarity: Polarity;
      /** Neither "no" nor "may" before it changes it. */
      readonly fixed?: boolean;
      /** "No" before it does not turn it round; "may" still makes it unknown. */
      readonly holdsNo?: boolean;
      /** Findings that come with it, whatever stands before. */
      readonly also?: readonly (readonly [FindingCode, Polarity])[];
    }
  /** A bare verb ("run", "start") that says something only with "not" before it. */
  | { readonly kind: 'verb'; readonly code: FindingCode }
  /** An inflected verb ("runs") that says that it does. */
  | { readonly kind: 'does'; readonly code: FindingCode }
  | { readonly kind: 'subject'; readonly subject: Subject }
  | { readonly kind: 'state'; readonly state: State }
  | { readonly kind: 'negation' }
  /** may, possible: what follows is not known. */
  | { readonly kind: 'hedge' }
  /** if: what follows in the sentence is not said. */
  | { readonly kind: 'condition' }
  /** unknown if: verbs that follow are not known. */
  | { readonly kind: 'doubt' }
  /** while, when: verbs that follow are circumstances. */
  | { readonly kind: 'circumstance' }
  | { readonly kind: 'contrast' }
  /** hearsay: the previous owner said. */
  | { readonly kind: 'report' }
  /** A clean title is said. */
  | { readonly kind: 'clean_title' }
  /** Words that would mislead ("flood lights"): read over. */
  | { readonly kind: 'mask' };

/** A phrase found: tokens `first`…`last`, both included. */
export interface Mark {
  readonly meaning: Meaning;
  readonly first: number;
  readonly last: number;
}

/**
 * One meaning with its phrases, parted by commas. In a phrase, `a|b` is either word, `a?` may be left out,
 * and `_` is any one word.
 */
export type Entry = readonly [Meaning, string];

export const claim = (code: FindingCode, phrases: string, polarity: Polarity = 'present'): Entry => [
  { kind: 'claim', code, polarity },
  phrases,
];
/** A claim whose words already hold their own "no": nothing before them turns them round. */
export const fixedClaim = (code: FindingCode, phrases: string, polarity: Polarity = 'present'): Entry => [
  { kind: 'claim', code, polarity, fixed: true },
  phrases,
];
export const subject = (name: Subject, phrases: string): Entry => [
  { kind: 'subject', subject: name },
  phrases,
];
export const state = (name: State, phrases: string): Entry => [{ kind: 'state', state: name }, phrases];
export const mask = (phrases: string): Entry => [{ kind: 'mask' }, phrases];
