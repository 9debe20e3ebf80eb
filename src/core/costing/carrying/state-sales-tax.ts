import { type Cents, dollarsToCents, type Ratio, toRatio } from '../../kernel/money.ts';

export const salesTaxTableId = 'state-vehicle-tax-2026';
export const salesTaxCitation =
  'state rates on vehicles, compared on 2026-11-25 with the lists of easycaremidwest.com (vehicle tax by state), sales-tax.net/car (2025) and motobyo.com; where a state taxes vehicles by a law of their own, that law is named';

/** What one state takes when a vehicle is bought: the state's own part, without county and city. */
export interface StateTax {
  readonly ratio: Ratio;
  /** The most that is taken. */
  readonly capCents?: Cents;
  /** The law or programme, where vehicles have one of their own; the general sales tax otherwise. */
  readonly law?: string;
  /** What the rate does not show, for the buyer to read. */
  readonly note?: string;
  /** Where the law's rate was read on `salesTaxCheckedOn`. */
  readonly checked?: string;
  /** What of the rate or of its law could not be read anywhere, and stands as the lists and our memory have it. */
  readonly unverified?: string;
}

/** The day on which the pages named in `checked` were looked for, in stored copies of them. */
export const salesTaxCheckedOn = '2026-11-25';

interface Row extends Omit<StateTax, 'ratio'> {
  readonly percent: number;
}

const general = (percent: number, note?: string): Row => ({ percent, ...(note && { note }) });
/** A law of its own: either where its rate was read, or what of it was not. */
type Proof = { readonly checked: string } | { readonly unverified: string };
const vehicle = (percent: number, law: string, more: Omit<Row, 'percent' | 'law'> & Proof): Row => ({
  percent,
  law,
  ...more,
});

/** Where lists differ, the newer law counts; where a rate depends on the car, a rate at its dearer end. */
const rows: Readonly<Record<string, Row>> = {
  AL: vehicle(2, 'automotive rate, Ala. Code § 40-23-101 (of a seller who is no dealer)', {
    checked: 'revenue.alabama.gov/tax-types/casual-sales-tax',
  }),
  AK: general(0, 'boroughs and cities may tax'),
  AZ: general(5.6),
  AR: general(6.5, 'used vehicles under $10,000 are taxed at less'),
  CA: general(7.25),
  CO: general(2.9),
  CT: general(6.35, '7.75 % over $50,000'),
  DC: vehicle(8, 'excise tax, D.C. Code § 50-2201.03', {
    note: 'from 1 % to 10.1 % by weight and fuel economy',
    unverified: 'rates and section',
  }),
  DE: vehicle(5.25, 'motor vehicle document fee, from 2025-10-01', {
    checked: 'delawarelicenseplate.org (cost of registration from out of state)',
  }),
  FL: general(6),
  GA: vehicle(7, 'title ad valorem tax, O.C.G.A. § 48-5C-1, from 2023-07-01', {
    note: "of the state's own value of the car, not of the price",
    checked: 'tagstitles.com (TAVT rate changing to 7 %)',
  }),
  HI: general(4),
  ID: general(6),
  IL: general(6.25),
  IN: general(7),
  IA: vehicle(5, 'fee for new registration, Iowa Code § 321.105A', {
    checked: 'law.justia.com/codes/iowa/2018/title-viii/chapter-321/section-321.105a',
  }),
  KS: general(6.5),
  KY: vehicle(6, 'motor vehicle usage tax, KRS 138.460', {
    checked: 'revenue.ky.gov/Property/Motor-Vehicles (motor vehicle usage tax)',
  }),
  LA: general(5, 'from 2025-01-01'),
  ME: general(5.5),
  MD: vehicle(6.5, 'excise (titling) tax, Md. Transportation § 13-809, from 2025-07-01', {
    checked: 'collectorcarguide.net; bulletin on House Bill 352 of 2025, mva.maryland.gov',
  }),
  MA: general(6.25),
  MI: general(6),
  MN: vehicle(6.875, 'motor vehicle sales tax, Minn. Stat. § 297B.02, from 2023-07-01', {
    checked: 'lawserver.com/law/state/minnesota/mn-laws/minnesota_statutes_297b-02',
  }),
  MS: vehicle(5, 'Miss. Code § 27-65-17', { unverified: 'rate and section' }),
  MO: general(4.225),
  MT: general(0),
  NE: general(5.5),
  NV: general(6.85),
  NH: general(0),
  NJ: general(6.625),
  NM: vehicle(4, 'motor vehicle excise tax, N.M. Stat. § 7-14-4', {
    checked: 'law.justia.com/codes/new-mexico/2019/chapter-7/article-14/section-7-14-4',
  }),
  NY: general(4),
  NC: vehicle(3, 'highway use tax, N.C.G.S. § 105-187.3', {
    checked: 'report.saltcpa.com (Laws 2013, Senate Bill 402: 3 %)',
  }),
  ND: vehicle(5, 'motor vehicle excise tax, N.D.C.C. ch. 57-40.3', {
    checked: 'ndlegis.gov/cencode/t57c40-3.html; experts123.com for the rate',
  }),
  OH: general(5.75),
  OK: vehicle(4.5, 'excise tax 3.25 %, 68 O.S. § 2103, and 1.25 % of the sales tax', {
    note: 'the first $1,500 of a used car is taxed at less',
    unverified:
      'the 1.25 % and the section; 3.25 % with $20 for the first $1,500 was read as the tax commission words it',
  }),
  OR: general(0),
  PA: general(6),
  RI: general(7),
  SC: vehicle(5, 'infrastructure maintenance fee, S.C. Code § 56-3-627', {
    capCents: dollarsToCents(500),
    unverified: 'rate, limit and section',
  }),
  SD: vehicle(4, 'motor vehicle excise tax, SDCL § 32-5B-1', {
    checked: 'law.justia.com/codes/south-dakota/2017/title-32/chapter-05b/section-32-5b-1',
  }),
  TN: general(7),
  TX: vehicle(6.25, 'motor vehicle sales tax, Tex. Tax Code § 152.021', {
    checked: 'casetext.com, Texas Tax Code § 152.021, current to 2023-11-21',
  }),
  UT: general(6.1),
  VT: vehicle(6, 'purchase and use tax, 32 V.S.A. § 8903', {
    unverified: 'the rate; the section was read at legislature.vermont.gov',
  }),
  VA: vehicle(4.15, 'motor vehicle sales and use tax, Va. Code § 58.1-2402', {
    note: 'at least $75',
    checked: "the words of Virginia's own page as copied at webmap.ca",
  }),
  WA: vehicle(7, 'RCW 82.08.020: 6.5 % and a vehicle surcharge', {
    note: 'lists say 0.3 % surcharge; 0.5 %, reported from 2026-01-01, is counted; of what exceeds $100,000 the state takes 8 % more (RCW 82.08.817)',
    unverified: 'the surcharge',
  }),
  WV: vehicle(6, 'W. Va. Code § 11-15-3c', {
    checked: 'law.cornell.edu (W. Va. Code R. § 91-9-3)',
  }),
  WI: general(5),
  WY: general(4),
};

export const stateSalesTax: ReadonlyMap<string, StateTax> = new Map(
  Object.entries(rows).map(([state, { percent, ...rest }]) => [
    state,
    { ratio: toRatio(percent / 100), ...rest },
  ]),
);

/** Counted where the lot's state is unknown or not in the table: the dearest in it. */
export const dearestStateTax: Ratio = toRatio(
  Math.max(...[...stateSalesTax.values()].map(({ ratio }) => ratio)),
);
