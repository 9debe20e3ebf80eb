import type { BuyerProfileInput } from '../../../../src/contracts/buyer-profile.ts';
import { formatExact } from '../../lib/format-money.ts';

export type ProfileField = keyof BuyerProfileInput;

export const exits = [
  { value: 'wholesale', label: 'Wholesale' },
  { value: 'retail', label: 'Retail' },
] as const;

export const policyChoices = [
  { value: 'block', label: 'Never bid' },
  { value: 'discount', label: 'Deduct' },
  { value: 'flag', label: 'Flag only' },
] as const;

export const policies = [
  { name: 'salvagePolicy', label: 'Branded titles' },
  { name: 'rustBeltPolicy', label: 'Rust-belt cars' },
  { name: 'odometerUnknownPolicy', label: 'Unknown odometer' },
  { name: 'policePolicy', label: 'Police cars' },
] as const satisfies readonly { name: ProfileField; label: string }[];
export type PolicyField = (typeof policies)[number]['name'];

const names: Readonly<Record<ProfileField, string>> = {
  homeZip: 'Home ZIP',
  exit: 'Sell',
  targetMarginCents: 'Target margin',
  resaleCertificate: 'Resale certificate',
  enclosedTransport: 'Enclosed transport',
  holdingCentsPerDay: 'Holding cost a day',
  salvagePolicy: 'Branded titles',
  rustBeltPolicy: 'Rust-belt cars',
  odometerUnknownPolicy: 'Unknown odometer',
  policePolicy: 'Police cars',
};

export const profileFields = Object.keys(names) as readonly ProfileField[];
export const profileFieldWords = (field: ProfileField): string => names[field];

/** A setting's value as a dealer reads it; what was never set stands at its default. */
export function profileValueWords(field: ProfileField, value: BuyerProfileInput[ProfileField]): string {
  if (value === undefined) return 'default';
  if (value === null) return 'none';
  if (typeof value === 'number') return formatExact(value).replace(/\.00$/, '');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const choices: readonly { readonly value: string; readonly label: string }[] =
    field === 'exit' ? exits : policyChoices;
  return choices.find((choice) => choice.value === value)?.label.toLowerCase() ?? value;
}

/** `Target margin $1,500 → $2,000`, one for each setting that differs. */
export const describeChanges = (before: BuyerProfileInput, after: BuyerProfileInput): readonly string[] =>
  profileFields
    .filter((field) => before[field] !== after[field])
    .map(
      (field) =>
        `${names[field]} ${profileValueWords(field, before[field])} → ${profileValueWords(field, after[field])}`,
    );

/** `target margin $0, sell retail`: settings being tried, in one line. */
export const describeTried = (changes: BuyerProfileInput): string =>
  profileFields
    .filter((field) => changes[field] !== undefined)
    .map((field) => {
      const name = field === 'homeZip' ? names[field] : names[field].toLowerCase();
      return `${name} ${profileValueWords(field, changes[field])}`;
    })
    .join(', ');
