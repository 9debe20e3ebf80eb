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

export const paymentMethods = [
  { value: 'secured', label: 'Wire or cashier’s check' },
  { value: 'unsecured', label: 'Card' },
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
  resaleCertificateExpiresOn: 'Resale certificate counts until',
  resaleCertificates: 'Certificates of single states',
  flyAndDrive: 'Fly out and drive home',
  paymentMethod: 'Pay auctions by',
  daysToSell: 'Days to sell',
  floorplanApr: 'Floorplan a year',
  floorplanCentsPerDay: 'Floorplan a day',
  reconCents: 'Reconditioning of every car',
  transportCents: 'Transport of every car',
  lemonProbability: 'Chance of a bad buy',
  lemonLossCents: 'Cost of a bad buy',
  titleWorkCents: 'Title transfer',
  outOfStateTitleCents: 'Title from another state',
  salesTaxRatio: 'Sales tax',
  sellingCents: 'Selling it',
  salvageDiscountCents: 'Deduction for branded titles',
  rustBeltDiscountCents: 'Deduction for rust-belt cars',
  odometerUnknownDiscountCents: 'Deduction for unknown odometers',
  policeDiscountCents: 'Deduction for police cars',
  costFigures: 'Own cost figures',
};

export const profileFields = Object.keys(names) as readonly ProfileField[];
export const profileFieldWords = (field: ProfileField): string => names[field];

const shares: ReadonlySet<string> = new Set(['floorplanApr', 'lemonProbability', 'salesTaxRatio']);
/** Where nothing of one's own means a standard or an estimate; elsewhere it means none. */
const standardWhenNull: ReadonlySet<string> = new Set(
  Object.keys(names).filter((field) => field !== 'homeZip' && field !== 'resaleCertificateExpiresOn'),
);

/** A setting's value as a dealer reads it; what was never set stands at its default. */
export function profileValueWords(field: ProfileField, value: BuyerProfileInput[ProfileField]): string {
  if (value === undefined) return 'default';
  if (value === null) return standardWhenNull.has(field) ? 'standard' : 'none';
  if (Array.isArray(value))
    return value.length === 0
      ? 'none'
      : value
          .map(({ state, expiresOn }) => `${state}${expiresOn === null ? '' : ` to ${expiresOn}`}`)
          .join(', ');
  if (typeof value === 'object') return `${Object.keys(value).length} set`;
  if (field === 'daysToSell') return String(value);
  if (shares.has(field) && typeof value === 'number') return `${Number((value * 100).toFixed(3))}%`;
  if (typeof value === 'number') return formatExact(value).replace(/\.00$/, '');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const choices: readonly { readonly value: string; readonly label: string }[] =
    field === 'exit' ? exits : field === 'paymentMethod' ? paymentMethods : policyChoices;
  return choices.find((choice) => choice.value === value)?.label.toLowerCase() ?? value;
}

type Figures = BuyerProfileInput['costFigures'];

/** Own figures one by one, by their keys: `recon rust 50000 → 80000`. */
function describeFigures(before: Figures = {}, after: Figures = {}): string[] {
  const [from, to] = [before, after] as Record<string, number | null | undefined>[];
  const keys = new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})]);
  const words = (value: number | null | undefined) =>
    value === null || value === undefined ? 'standard' : String(value);
  return [...keys]
    .filter((key) => (from?.[key] ?? null) !== (to?.[key] ?? null))
    .map((key) => `Own figure ${key.replaceAll('_', ' ')} ${words(from?.[key])} → ${words(to?.[key])}`);
}

/** `Target margin $1,500 → $2,000`, one for each setting that differs. */
export const describeChanges = (before: BuyerProfileInput, after: BuyerProfileInput): readonly string[] =>
  profileFields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .flatMap((field) =>
      field === 'costFigures'
        ? describeFigures(before.costFigures, after.costFigures)
        : [
            `${names[field]} ${profileValueWords(field, before[field])} → ${profileValueWords(field, after[field])}`,
          ],
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
