import type { AppraiseRequest } from '../../../../src/contracts/appraise-request.ts';

type FieldName = Exclude<keyof AppraiseRequest, 'book' | 'profile' | 'reserveMet' | 'asOf'>;

export interface AppraiseField {
  readonly name: FieldName;
  readonly label: string;
  /** `dollars` and `percent` are what people type; the request carries cents and shares. */
  readonly entry: 'text' | 'number' | 'dollars' | 'percent' | 'choice' | 'moment' | 'prose';
  readonly placeholder?: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly isWide?: boolean;
}

export interface FieldGroup {
  readonly title: string;
  readonly isFolded: boolean;
  readonly fields: readonly AppraiseField[];
}

const titleBrands = [
  { value: 'clean', label: 'Clean' },
  { value: 'salvage', label: 'Salvage' },
  { value: 'rebuilt', label: 'Rebuilt' },
  { value: 'flood', label: 'Flood' },
  { value: 'lemon', label: 'Lemon' },
  { value: 'parts_only', label: 'Parts only' },
  { value: 'bill_of_sale_only', label: 'Bill of sale only' },
] as const satisfies readonly { value: NonNullable<AppraiseRequest['titleBrand']>; label: string }[];

const odometerBrands = [
  { value: 'actual', label: 'Actual' },
  { value: 'not_actual', label: 'Not actual' },
  { value: 'exempt', label: 'Exempt' },
  { value: 'unknown', label: 'Unknown' },
] as const satisfies readonly { value: NonNullable<AppraiseRequest['odometerBrand']>; label: string }[];

const sellerTypes = [
  { value: 'government', label: 'Government' },
  { value: 'dealer', label: 'Dealer' },
  { value: 'fleet', label: 'Fleet' },
  { value: 'insurance', label: 'Insurance' },
  { value: 'private', label: 'Private' },
] as const satisfies readonly { value: NonNullable<AppraiseRequest['sellerType']>; label: string }[];

export const fieldGroups: readonly FieldGroup[] = [
  {
    title: 'The car',
    isFolded: false,
    fields: [
      { name: 'vin', label: 'VIN', entry: 'text', placeholder: '17 characters', isWide: true },
      { name: 'year', label: 'Year', entry: 'number', placeholder: '2013' },
      { name: 'make', label: 'Make', entry: 'text', placeholder: 'Ford' },
      { name: 'model', label: 'Model', entry: 'text', placeholder: 'F-150' },
      { name: 'trim', label: 'Trim', entry: 'text', placeholder: 'XLT' },
      { name: 'odometerMiles', label: 'Miles', entry: 'number', placeholder: '91000' },
      { name: 'conditionGrade', label: 'Condition, 1.0 to 5.0', entry: 'number', placeholder: '3.4' },
      { name: 'titleBrand', label: 'Title', entry: 'choice', options: titleBrands },
      { name: 'odometerBrand', label: 'Odometer', entry: 'choice', options: odometerBrands },
    ],
  },
  {
    title: 'The lot',
    isFolded: false,
    fields: [
      { name: 'source', label: 'Auction', entry: 'text', placeholder: 'govdeals' },
      { name: 'buyerPremiumRatio', label: 'Buyer premium, %', entry: 'percent', placeholder: '12.5' },
      { name: 'currentBidCents', label: 'Current bid, $', entry: 'dollars', placeholder: '4100' },
      { name: 'bidCount', label: 'Bids', entry: 'number', placeholder: '7' },
      { name: 'state', label: 'State', entry: 'text', placeholder: 'TX' },
      { name: 'zip', label: 'ZIP of the lot', entry: 'text', placeholder: '75001' },
      { name: 'endsAt', label: 'Ends', entry: 'moment', isWide: true },
    ],
  },
  {
    title: 'What the seller says',
    isFolded: false,
    fields: [
      { name: 'title', label: 'Title of the lot', entry: 'text', isWide: true },
      { name: 'description', label: 'Description', entry: 'prose', isWide: true },
    ],
  },
  {
    title: 'More details',
    isFolded: true,
    fields: [
      { name: 'body', label: 'Body', entry: 'text', placeholder: 'SuperCrew' },
      { name: 'drive', label: 'Drive', entry: 'text', placeholder: '4wd' },
      { name: 'engine', label: 'Engine', entry: 'text', placeholder: '5.0L V8' },
      { name: 'transmission', label: 'Transmission', entry: 'text', placeholder: 'automatic' },
      { name: 'fuel', label: 'Fuel', entry: 'text', placeholder: 'gas' },
      { name: 'color', label: 'Color', entry: 'text', placeholder: 'white' },
      { name: 'sellerType', label: 'Kind of seller', entry: 'choice', options: sellerTypes },
      { name: 'seller', label: 'Seller', entry: 'text', placeholder: 'City of Plano' },
      { name: 'city', label: 'City', entry: 'text' },
      { name: 'category', label: 'Category', entry: 'text' },
      { name: 'bidderCount', label: 'Bidders', entry: 'number' },
    ],
  },
];
