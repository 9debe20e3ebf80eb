import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type PickupCode, readPickup } from './read-pickup.ts';

/** Sentences of real lots, and what they say of fetching the car. */
const sentences: readonly (readonly [string, readonly PickupCode[], number?])[] = [
  ['Buyer is responsible for all loading and hauling requirements.', ['no_loading_help']],
  ['There will be no assistance with removal', ['no_loading_help']],
  ['THERE WILL BE NO LOADING ASSISTANCE!', ['no_loading_help']],
  [
    'Bidder is solely responsible for the removal of the unit, no help will be provided.',
    ['no_loading_help'],
  ],
  ['We will \nassist with the loading of this property.', ['loading_help']],
  ['Assistance available for loading at pickup.', ['loading_help']],
  ['Vehicle must be towed away - NO EXCEPTIONS.', ['must_be_towed']],
  ['-Will need to be towed off property', ['must_be_towed']],
  ['VEHICLE MUST BE TOWED OFF PROPERTY WITH TOW TRUCK', ['must_be_towed']],
  ['REMOVAL IS BY APPOINTMENT ONLY MONDAY THROUGH FRIDAY.', ['appointment_needed']],
  ['***Pickup appointment MUST be made 48 Hours in advance.', ['appointment_needed']],
  ['PICKUP MUST BE SCHEDULED AT LEAST 24 HOURS PRIOR.', ['appointment_needed']],
  [
    '**NO APPOINTMENT NEEDED FOR PICK UP DURING BUSINESS HOURS, MON-FRI, 9AM TO 5PM.',
    ['no_appointment_needed'],
  ],
  ['ITEMS MUST BE REMOVED WITHIN 10 BUSINESS DAYS FROM CLOSE OF AUCTION', ['removal_deadline'], 10],
  ['ALL ITEMS PURCHASED MUST BE PICKED UP AND REMOVED WITHIN 10 DAYS OF PURCHASE', ['removal_deadline'], 10],
  [
    'Storage fees will be charged if not picked up within the 5 days allowed',
    ['storage_fee', 'removal_deadline'],
    5,
  ],
  ['*This item is for pickup only.', ['pickup_only']],
  ['This property is located at the Surplus Property Office in West Columbia, South Carolina.', ['location']],
  ['2003 Dodge Ram 1500 CREW CAB PICKUP 4-DR, 4.7L V8 SOHC 16V.', []],
  ['Condition unknown, reported as not running, wrecked, towed in.', []],
  ['Vehicles may have holes where equipment has been removed', []],
  ['Tow package, ladder rack and spray-in bed liner.', []],
  ['Loaded: leather, sunroof.', []],
];

it.each(sentences.map(([sentence, codes, days]) => ({ sentence, codes, days })))(
  'reads "$sentence"',
  ({ sentence, codes, days }) => {
    const terms = readPickup(sentence);
    expect(terms.map((term) => term.code)).toEqual(codes);
    for (const term of terms) expect(sentence.slice(term.start, term.end)).toBe(term.text);
    expect(terms.find((term) => term.days !== undefined)?.days).toBe(days);
  },
);

it('finds terms in most road vehicles of the capture, each with the words that say so', () => {
  const file = new URL('../../../../data/captures/govdeals-lots-2026-04-08.jsonl.gz', import.meta.url);
  const descriptions = gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => /"category": "(?:Pickup Trucks|Automobiles\/Cars|SUV|Vans)"/.test(line))
    .map((line) => String((JSON.parse(line) as { longDescription?: string }).longDescription ?? ''));
  const read = descriptions.map((description) => ({ description, terms: readPickup(description) }));
  for (const { description, terms } of read)
    for (const term of terms) expect(description.slice(term.start, term.end)).toBe(term.text);
  const share = read.filter(({ terms }) => terms.length > 0).length / read.length;
  process.stdout.write(`pickup terms in ${(100 * share).toFixed(0)} % of ${read.length} road vehicles\n`);
  expect(share).toBeGreaterThan(0.4);
});

it('does not slow down on long hostile text', () => {
  for (const piece of ['removal ', 'picked up within ', 'is located at ', 'no assistance', 'must be '])
    expect(readPickup(piece.repeat(200_000)).length).toBeLessThan(10);
});
