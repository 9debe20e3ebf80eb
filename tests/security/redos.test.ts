import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { appraiseRequestSchema } from '../../src/contracts/appraise-request.ts';
import { dealsQuerySchema } from '../../src/contracts/deals.ts';
import { toInstant } from '../../src/core/kernel/instant.ts';
import { readFields } from '../../src/core/listing/findings/read-fields.ts';
import { readFindings } from '../../src/core/listing/findings/read-findings.ts';
import { classifyLot } from '../../src/core/listing/kind/classify-lot.ts';
import { cleanLine, cleanText } from '../../src/core/listing/parse/clean-text.ts';
import { parseCompactInstant, parseInstantWithZone } from '../../src/core/listing/parse/parse-instant.ts';
import { parseLocation } from '../../src/core/listing/parse/parse-location.ts';
import { parseOdometer } from '../../src/core/listing/parse/parse-odometer.ts';
import { parsePrice } from '../../src/core/listing/parse/parse-price.ts';
import { parseState } from '../../src/core/listing/parse/parse-state.ts';
import { parseVinText } from '../../src/core/listing/parse/parse-vin-text.ts';
import { parseWebUrl } from '../../src/core/listing/parse/parse-web-url.ts';
import { parseYear } from '../../src/core/listing/parse/parse-year.ts';
import { parseZip } from '../../src/core/listing/parse/parse-zip.ts';
import { readSellerType } from '../../src/core/listing/parse/read-seller-type.ts';
import { readPickup } from '../../src/core/listing/read/read-pickup.ts';
import { canonicalMake } from '../../src/core/vehicle/names/makes.ts';
import { canonicalModel } from '../../src/core/vehicle/names/models.ts';
import { joinTrim } from '../../src/core/vehicle/names/trims.ts';
import { readTitle } from '../../src/core/vehicle/read-title.ts';
import { parseVin } from '../../src/core/vehicle/vin.ts';
import { parseRedisUrl } from '../../src/platform/limiter/parse-redis-url.ts';
import { createScrubber } from '../../src/platform/scrub-secrets.ts';
import { readCapture } from '../../src/sources/_kit/read-capture.ts';
import { copart } from '../../src/sources/copart/source.ts';
import { govdeals } from '../../src/sources/govdeals/source.ts';
import { gsaApi } from '../../src/sources/gsa-api/source.ts';
import { gsaListings } from '../../src/sources/gsa-listings/source.ts';
import { parseTimeLeft } from '../../src/sources/publicsurplus/parse-time-left.ts';
import { publicsurplus } from '../../src/sources/publicsurplus/source.ts';

const seen = toInstant('2026-04-08T20:00:00Z');
const capture = { fileName: 'upload', observedAt: seen, asOf: seen };
const scrub = createScrubber(['a secret of the test']);
const tolerant = (read: (text: string) => unknown) => (text: string) => {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};
const csv = (text: string) => Buffer.from(`Lot number,Year,Make,${text}\n1,2013,FORD,${text}\n"${text}\n`);
const json = (text: string) =>
  `{"assetId":"1","accountId":"9","title":${JSON.stringify(text)},"x":${JSON.stringify(text)}}`;

/** Everything that reads what a stranger wrote. */
const parsers: Record<string, (text: string) => unknown> = {
  'findings of a description': (description) => readFindings({ title: '2013 Ford F-150', description }),
  'findings of a title': (title) => readFindings({ title }),
  'findings of fields': (text) => readFields({ title: text, primaryDamage: text, secondaryDamage: text }),
  'kind of a lot by its title': (title) => classifyLot({ title }),
  'kind of a lot by all': (text) =>
    classifyLot({ title: text, description: text, category: text, make: text }),
  'clean text': (text) => cleanText(text, 20_000),
  'clean line': (text) => cleanLine(text, 300),
  pickup: readPickup,
  'seller type': readSellerType,
  location: parseLocation,
  state: parseState,
  zip: parseZip,
  year: (text) => parseYear(text, 2027),
  price: parsePrice,
  odometer: (text) => parseOdometer(text),
  instant: (text) => parseInstantWithZone(text, 'ET'),
  'compact instant': (text) => parseCompactInstant(text, text, 'EST'),
  'time left': (text) => parseTimeLeft(text, seen, 'America/Chicago'),
  'web address': (text) => parseWebUrl(text),
  'VIN as a field': parseVinText,
  VIN: parseVin,
  title: readTitle,
  make: canonicalMake,
  model: (text) => canonicalModel('Ford', text, 2013),
  trim: (text) => joinTrim(text, text),
  'appraise request': (text) =>
    appraiseRequestSchema.safeParse({ title: text, description: text, vin: text, endsAt: text, make: text }),
  'deals query': (text) => dealsQuerySchema.safeParse({ q: text, cursor: text, make: text, limit: text }),
  'redis address': tolerant((text) => parseRedisUrl(`redis-cluster://${text}`)),
  'log line': scrub,
  'CSV of Copart': (text) => readCapture(copart, csv(text), capture),
  'JSON lines of GovDeals': (text) => readCapture(govdeals, Buffer.from(`${json(text)}\n${text}\n`), capture),
  'JSON document of GSA': (text) =>
    readCapture(gsaApi, Buffer.from(`{"Results":[${json(text)},${text}`), capture),
  'list of GSA': (text) => readCapture(gsaListings, Buffer.from(`[${json(text)},${text}`), capture),
  'page of Public Surplus': (text) =>
    readCapture(publicsurplus, Buffer.from(`<table id="auctionTableView"><tr><td>${text}`), capture),
};

/** Texts that make a careless expression try every split. */
const repeats = [
  'a',
  ' ',
  '\t\n',
  '0',
  '1,',
  '1.1',
  '-',
  '(',
  '[',
  '{',
  '"',
  '""',
  '\\',
  '<',
  '<a ',
  '<td>',
  '<!--',
  '&amp;',
  '&#x',
  'no ',
  'not ',
  'needs engine, ',
  'no keys ',
  '12,345 miles ',
  'Ford F-150 ',
  '1FTFW1ET5DFC10312',
  '2026-04-08T00:00:00Z ',
  '1 day 2 hours ',
  'dealer, TX ',
  'https://a:b@',
  'a@a.',
  '%20',
  '"password":"',
  'Bearer ',
  'é',
  '🚗',
  '\u0000',
];

const lengths = { small: 25_000, large: 100_000 } as const;
const make = (unit: string, length: number, end: string) =>
  `${unit.repeat(Math.ceil(length / unit.length)).slice(0, length - end.length)}${end}`;

/** Of this thread's own processor time, the best of three: what else the machine does counts for nothing. */
async function bestMs(parse: (text: string) => unknown, text: string): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let at = 0; at < 3; at++) {
    const before = process.threadCpuUsage();
    await parse(text);
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
    if (best < 5) break;
  }
  return best;
}

/**
 * Four times the text may take some four times as long; a square would take sixteen, and a try of every split would not
 * end at all. Short times are noise.
 */
async function expectLinear(parse: (text: string) => unknown, unit: string, end: string): Promise<void> {
  const largeMs = await bestMs(parse, make(unit, lengths.large, end));
  const where = JSON.stringify(`${unit}…${end}`);
  expect(largeMs, where).toBeLessThan(1_500);
  if (largeMs < 40) return;
  const smallMs = await bestMs(parse, make(unit, lengths.small, end));
  expect(largeMs / Math.max(smallMs, 4), `${where}: ${smallMs} ms, then ${largeMs} ms`).toBeLessThan(9);
}

describe.each(Object.entries(parsers))('%s', (_name, parse) => {
  beforeAll(async () => {
    // compiled before it is timed
    for (let at = 0; at < 20; at++) await parse(make('2013 Ford F-150, no keys 12,345 ', 2_000, '!'));
  });

  test('takes a time that grows with the text, whatever repeats in it', async () => {
    for (const unit of repeats) await expectLinear(parse, unit, '!');
  });

  test('does so for mixtures of its own words', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...repeats), { minLength: 2, maxLength: 6 }),
        fc.constantFrom('', '!', '"', '\n', '>', ')', '\u0000'),
        (units, end) => expectLinear(parse, units.join(''), end),
      ),
      { numRuns: 12 },
    ));
});

test('the measure finds a parser whose time grows with the square', async () => {
  const square = (text: string) => {
    const before = process.threadCpuUsage();
    const untilUs = 200_000 * (text.length / lengths.large) ** 2;
    while (process.threadCpuUsage(before).user < untilUs);
  };
  await expect(expectLinear(square, 'a', '')).rejects.toThrow(/ms, then/);
});
