const table = (entries: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(Object.entries(entries));

/** `title_bill_of_sale_only` → `Title bill of sale only`: for codes that have no words of their own below. */
export function toWords(code: string): string {
  const spaced = code.replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** Titles of flags, as one dealer would say them to another. */
const flags = table({
  title_brand_salvage: 'Salvage title',
  title_brand_rebuilt: 'Rebuilt title',
  title_brand_flood: 'Flood title',
  title_brand_lemon: 'Lemon-law title',
  title_brand_parts_only: 'Parts-only title',
  title_brand_bill_of_sale_only: 'Bill of sale, no title',
  title_pending: 'Title pending',
  odometer_unknown: 'Miles unknown',
  odometer_not_actual: 'Miles not actual',
  odometer_exempt: 'Miles exempt',
  not_running: 'Not running',
  no_keys: 'No keys',
  engine_problem: 'Engine trouble',
  transmission_problem: 'Transmission trouble',
  frame_damage: 'Frame damage',
  airbag_deployed: 'Airbags deployed',
  flood_damage: 'Flood damage',
  fire_damage: 'Fire damage',
  catalytic_converter_missing: 'Catalytic converter gone',
  emissions_problem: 'Emissions trouble',
  check_engine: 'Check-engine light',
  missing_parts: 'Parts missing',
  rust: 'Rust',
  idle_hours: 'Idle hours',
  rust_belt: 'Rust-belt car',
  rust_belt_unknown: 'Maybe a rust-belt car',
  police: 'Ex-police',
  taxi: 'Ex-taxi',
  ambulance: 'Ex-ambulance',
  fire_service: 'Ex-fire service',
  school_bus: 'Ex-school bus',
  parts_vehicle: 'Parts car',
  lemon_risk: 'Bad-buy risk',
  thin_evidence: 'Few sales to go by',
  retail_below_wholesale: 'Values disagree',
  stale_bid: 'Bid is old',
  far_end: 'End is far off',
  transport_not_counted: 'Transport not counted',
  transport_location_unknown: 'Location unknown',
  transport_location_rough: 'Location is rough',
  fee_uncertain: 'Fees may differ',
  no_auction_fees: 'No auction fees counted',
});
export const flagWords = (code: string): string => flags.get(code) ?? toWords(code);

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
  lemon_reserve: 'Bad-buy reserve',
  risk_discount: 'Deduction for risk',
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

const pickup: ReadonlyMap<string, string> = new Map([
  ['appointment_needed', 'By appointment'],
  ['no_appointment_needed', 'No appointment needed'],
  ['no_loading_help', 'No help with loading'],
  ['loading_help', 'They help with loading'],
  ['must_be_towed', 'Must be towed away'],
  ['removal_deadline', 'To be removed in time'],
  ['storage_fee', 'Storage is charged'],
  ['pickup_only', 'Not shipped'],
  ['location', 'Where it stands'],
]);
/** A pickup term as a hauler would say it. */
export const pickupWords = (code: string): string => pickup.get(code) ?? toWords(code);

const read: ReadonlyMap<string, string> = new Map([
  ['odometerMiles', 'Miles'],
  ['odometerBrand', 'Odometer'],
  ['engineHours', 'Engine hours'],
  ['idleHours', 'Idle hours'],
  ['vin', 'VIN'],
  ['titleBrand', 'Title'],
  ['hasKeys', 'Keys'],
  ['engine', 'Engine'],
  ['engineCylinders', 'Cylinders'],
  ['transmission', 'Transmission'],
  ['drive', 'Drive'],
  ['cab', 'Cab'],
  ['bed', 'Bed'],
  ['trimWords', 'Trim'],
]);
/** Something read out of a lot's words, by name. */
export const readWords = (name: string): string => read.get(name) ?? toWords(name);
