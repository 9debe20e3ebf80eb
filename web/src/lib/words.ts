const table = (entries: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(Object.entries(entries));

/** `title_bill_of_sale_only` → `Title bill of sale only`: for codes that have no words of their own below. */
export function toWords(code: string): string {
  const spaced = code.replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const titleBrandPrefix = 'title_brand_';

/** `title_brand_salvage` → `Salvage title`; other flags as their code reads. */
export const flagWords = (code: string): string =>
  code.startsWith(titleBrandPrefix) ? toWords(`${code.slice(titleBrandPrefix.length)}_title`) : toWords(code);

const kinds = table({
  road_vehicle: 'Road vehicles',
  commercial_truck: 'Commercial trucks',
  equipment: 'Equipment',
  not_a_vehicle: 'Not vehicles',
  parts_only: 'Parts only',
  all: 'Everything',
});
export const kindWords = (kind: string): string => kinds.get(kind) ?? toWords(kind);

const singleKinds = table({
  road_vehicle: 'Road vehicle',
  commercial_truck: 'Commercial truck',
  equipment: 'Equipment',
  not_a_vehicle: 'Not a vehicle',
  parts_only: 'Parts only',
});
/** Kind of one lot; {@link kindWords} names a whole group of them. */
export const kindOfLotWords = (kind: string): string => singleKinds.get(kind) ?? toWords(kind);

const costs = table({
  hammer_price: 'Hammer price',
  buyer_premium: 'Buyer premium',
  auction_fee: 'Auction fee',
  gate_fee: 'Gate fee',
  virtual_bid_fee: 'Virtual bid fee',
  documentation: 'Document fee',
  payment: 'Payment fee',
  transport: 'Transport',
  sales_tax: 'Sales tax',
  title: 'Title and registration',
  recon: 'Reconditioning',
  lemon_reserve: 'Lemon reserve',
  holding: 'Holding',
  floorplan: 'Floorplan interest',
  selling: 'Cost of selling',
});
export const costWords = (kind: string): string => costs.get(kind) ?? toWords(kind);

const adjustments = table({
  time: 'Market since the sale',
  age: 'Model year',
  miles: 'Miles',
  grade: 'Condition grade',
  trim: 'Trim',
  title: 'Title brand',
});
export const adjustmentWords = (kind: string): string => adjustments.get(kind) ?? toWords(kind);

const sorts = table({
  edge: 'Expected edge',
  score: 'Score',
  maxBid: 'Max bid',
  roi: 'Return on cost',
  endsAt: 'Ending time',
  currentBid: 'Current bid',
  year: 'Year',
  miles: 'Miles',
});
export const sortWords = (sort: string): string => sorts.get(sort) ?? toWords(sort);

const requestFields = table({
  odometerMiles: 'miles',
  vin: 'VIN',
  conditionGrade: 'condition grade',
  titleBrand: 'title brand',
  zip: 'ZIP code',
  source: 'source',
  buyerPremiumRatio: 'buyer premium',
  homeZip: 'your home ZIP',
  currentBidCents: 'current bid',
});
/** Name of a field of the appraise request, as a buyer would say it. */
export const fieldWords = (field: string): string =>
  requestFields.get(field) ??
  field
    .replace(/Cents$/, '')
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase();
