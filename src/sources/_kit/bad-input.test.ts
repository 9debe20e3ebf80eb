import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../core/kernel/instant.ts';
import { copart } from '../copart/source.ts';
import { govdeals } from '../govdeals/source.ts';
import { gsaListings } from '../gsa-listings/source.ts';
import { sources } from '../registry.ts';
import { extractJsonDocument } from './extract-json-document.ts';
import { readCapture, streamCapture } from './read-capture.ts';
import { maxLineBytes } from './read-lines.ts';
import type { ByteInput, Source } from './source.ts';

const at = toInstant('2026-04-08T20:00:00Z');
const read = (input: ByteInput, source: Source = govdeals) =>
  readCapture(source, input, { fileName: 'upload', observedAt: at, asOf: at });
const lot = (assetId: number, change: Record<string, unknown> = {}): string =>
  JSON.stringify({
    assetId: String(assetId),
    accountId: '9',
    title: `2013 Ford F-150 no. ${assetId}`,
    currentBid: 100 + assetId,
    currencyCode: 'USD',
    auctionEndUtc: '2026-04-09T00:00:00Z',
    ...change,
  });
async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
const told = (rejections: readonly { code: string; line?: number }[]): string[] =>
  rejections.map((each) => `${each.line} ${each.code}`);

describe('bad files of lines', () => {
  it('keeps what a truncated gzip file still holds, and says where it breaks off', async () => {
    const noise = fc.sample(fc.string({ minLength: 500, maxLength: 500 }), { numRuns: 200, seed: 1 });
    const whole = gzipSync(noise.map((text, id) => lot(id, { longDescription: text })).join('\n'));
    const { listings, rejections } = await read(whole.subarray(0, Math.floor(whole.length / 2)));
    expect(listings.length).toBeGreaterThan(50);
    expect(listings.length).toBeLessThan(150);
    expect(rejections.map((each) => each.code)).toEqual(['unreadable_line', 'truncated_gzip']);
    expect(rejections[0]?.line).toBe(listings.length + 1);
  });

  it('says that a gzip file is damaged', async () => {
    const whole = gzipSync(lot(1));
    whole.fill(0xff, 12, 40);
    const { rejections } = await read(whole);
    expect(rejections.map((each) => each.code)).toEqual(['corrupt_gzip']);
  });

  it('rejects a truncated last line and keeps the lines before it', async () => {
    const { listings, rejections } = await read(Buffer.from(`${lot(1)}\n${lot(2)}\n${lot(3).slice(0, 60)}`));
    expect(listings).toHaveLength(2);
    expect(told(rejections)).toEqual(['3 unreadable_line']);
    expect(rejections[0]?.excerpt).toContain('"assetId":"3"');
  });

  it('rejects a broken first line and keeps the lines after it', async () => {
    for (const broken of [lot(1).slice(0, 60), '{', 'Traceback:', '{"assetId": "1",']) {
      const { listings, rejections } = await read(Buffer.from(`${broken}\n${lot(2)}\n${lot(3)}\n`));
      expect([broken, ...listings.map((each) => each.sourceListingId)]).toEqual([broken, '2-9', '3-9']);
      expect(told(rejections)).toEqual(['1 unreadable_line']);
    }
  });

  it('rejects a line in Latin-1 and keeps the others', async () => {
    const latin1 = Buffer.from(lot(2, { title: 'Citroën' }), 'latin1');
    const { listings, rejections } = await read(
      Buffer.concat([Buffer.from(`${lot(1)}\n`), latin1, Buffer.from(`\r\n${lot(3)}\r\n`)]),
    );
    expect(listings.map((each) => each.sourceListingId)).toEqual(['1-9', '3-9']);
    expect(told(rejections)).toEqual(['2 not_utf8']);
  });

  it('refuses UTF-16 with a hint, whichever reader meets it', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(lot(1), 'utf16le')]);
    for (const source of [govdeals, copart, gsaListings]) {
      const { listings, rejections } = await read(utf16, source);
      expect(listings).toHaveLength(0);
      expect(told(rejections)).toEqual(['1 not_utf8']);
      expect(rejections[0]?.reason).toContain('save it as UTF-8');
    }
  });

  it('reads past a UTF-8 byte order mark, empty lines and CRLF', async () => {
    const { listings, rejections } = await read(Buffer.from(`\ufeff${lot(1)}\r\n\r\n\n${lot(2)}\r\n`));
    expect(listings).toHaveLength(2);
    expect(rejections).toEqual([]);
  });

  it('rejects a line with raw NUL bytes, and drops an escaped one from a text', async () => {
    const raw = lot(2).replace('Ford', 'Fo\0rd');
    const { listings, rejections } = await read(Buffer.from(`${lot(1, { title: 'a\0b' })}\n${raw}\n`));
    expect(listings.map((each) => each.facts.title)).toEqual(['ab']);
    expect(told(rejections)).toEqual(['2 unreadable_line']);
    expect(rejections[0]?.reason).toContain('NUL');
  });

  it('rejects lines that are JSON but no record', async () => {
    const { rejections } = await read(Buffer.from(`${lot(1)}\n42\nnull\n"x"\n[]\n{}\n`));
    expect(told(rejections)).toEqual([
      '2 not_a_record',
      '3 not_a_record',
      '4 not_a_record',
      '5 not_a_record',
      '6 no_id',
    ]);
  });

  it('skips a line of 1 GB in bounded memory and reads the line after it', async () => {
    const chunk = Buffer.alloc(1_048_576, 'x');
    async function* hostile(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${lot(1)}\n`);
      for (let count = 0; count < 1024; count++) yield chunk;
      yield Buffer.from(`\n${lot(2)}\n`);
    }
    const before = process.memoryUsage().rss;
    let peak = before;
    async function* watched(): AsyncGenerator<Uint8Array> {
      for await (const piece of hostile()) {
        peak = Math.max(peak, process.memoryUsage().rss);
        yield piece;
      }
    }
    const { listings, rejections } = await read(watched());
    expect(listings).toHaveLength(2);
    expect(told(rejections)).toEqual(['2 line_too_long']);
    expect(rejections[0]?.reason).toContain('1073741824 bytes');
    expect((peak - before) / 1_048_576).toBeLessThan(100);
  }, 60_000);

  it('does not read on for ever in a compression bomb: one long line is one rejection', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1_048_576, 'a'));
    const { rejections } = await read(bomb);
    expect(told(rejections)).toEqual(['1 line_too_long']);
  });
});

describe('lots that come twice in one file', () => {
  it('keeps one of two that say the same', async () => {
    const { listings, rejections, rejectionCounts } = await read(Buffer.from(`${lot(1)}\n${lot(1)}\n`));
    expect(listings).toHaveLength(1);
    expect(told(rejections)).toEqual(['2 duplicate_id']);
    expect(rejectionCounts.get('duplicate_id')).toBe(1);
  });

  it('lets the last state win where they differ, and counts the earlier one', async () => {
    const { listings, rejections } = await read(
      Buffer.from(`${lot(1, { currentBid: 500 })}\n${lot(2)}\n${lot(1, { currentBid: 700 })}\n`),
    );
    expect(listings.map((each) => [each.sourceListingId, each.state.currentBidCents])).toEqual([
      ['1-9', 70_000],
      ['2-9', 10_200],
    ]);
    expect(told(rejections)).toEqual(['1 duplicate_id']);
    expect(rejections[0]?.reason).toContain('line 3');
  });

  it('tells a streaming reader which line a listing replaces', async () => {
    const input = Buffer.from(`${lot(1)}\n${lot(1, { currentBid: 700 })}\n`);
    const outcomes = await collect(
      streamCapture(govdeals, input, { fileName: 'x', observedAt: at, asOf: at }),
    );
    expect(outcomes.map((each) => each.kind === 'listing' && each.replacesLine)).toEqual([undefined, 1]);
  });
});

describe('nothing is lost', () => {
  const line = fc.oneof(
    fc.integer({ min: 1, max: 20 }).map((id) => lot(id)),
    fc.integer({ min: 1, max: 20 }).map((id) => lot(id, { currentBid: -1 })),
    fc.integer({ min: 1, max: 20 }).map((id) => lot(id, { currentBid: id * 3 })),
    fc.integer({ min: 1, max: 100 }).map((cut) => lot(3).slice(0, cut)),
    fc.string({ minLength: 1, maxLength: 40 }).map((text) => `x${text.replaceAll('\n', '')}`),
    fc.json().map((text) => text.replaceAll('\n', ' ')),
  );

  it('records = listings + rejections, for any lines in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 30 }),
        fc.integer({ min: 1, max: 97 }),
        async (lines, pieceLength) => {
          const kept = lines.filter((each) => each.trim() !== '');
          // the first line tells lines from one document; a broken first line has its own test
          const bytes = Buffer.from(`${[lot(1), ...kept].join('\n')}\n`);
          function* pieces(): Generator<Uint8Array> {
            for (let from = 0; from < bytes.length; from += pieceLength)
              yield bytes.subarray(from, from + pieceLength);
          }
          const { listings, rejections } = await read(pieces());
          expect(listings.length + rejections.length).toBe(kept.length + 1);
          expect(new Set(listings.map((each) => each.sourceListingId)).size).toBe(listings.length);
          for (const each of rejections) expect(each.line).toBeGreaterThan(0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('reads every JSON document as JSON.parse does, in pieces of any length, whole or cut off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 8 }),
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.boolean(),
        async (records, pieceLength, cut, pretty) => {
          const document = {
            total: records.length,
            note: 'a "results": [ in a text',
            Results: records,
            more: [[{}]],
          };
          const bytes = Buffer.from(JSON.stringify(document, null, pretty ? 2 : 0));
          function* pieces(upTo: number): Generator<Uint8Array> {
            for (let from = 0; from < upTo; from += pieceLength)
              yield bytes.subarray(from, Math.min(from + pieceLength, upTo));
          }
          const whole = await collect(extractJsonDocument(pieces(bytes.length), ['results']));
          expect(whole.map((each) => each.ok && each.record)).toEqual(JSON.parse(JSON.stringify(records)));
          const part = await collect(
            extractJsonDocument(pieces(Math.floor(bytes.length * cut)), ['results']),
          );
          const good = part.filter((each) => each.ok);
          expect(good.map((each) => each.ok && each.record)).toEqual(
            JSON.parse(JSON.stringify(records.slice(0, good.length))),
          );
          if (Math.floor(bytes.length * cut) < bytes.length) expect(part.at(-1)?.ok).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('bad JSON documents', () => {
  const codes = async (text: string | Uint8Array): Promise<(string | false)[]> =>
    (await collect(extractJsonDocument(Buffer.from(text), ['results']))).map((each) =>
      each.ok ? 'record' : `${each.rejection.line} ${each.rejection.code}`,
    );

  it.each([
    ['{"results":[{"a":1},{"a":', ['record', '2 unreadable_line']],
    ['{"results":[{"a":1},', ['record', '2 unreadable_line']],
    [
      '[{"a":1},5,null,"x",[{"b":2}],{"a":2}]',
      [
        'record',
        '2 unreadable_line',
        '3 unreadable_line',
        '4 unreadable_line',
        '5 unreadable_line',
        'record',
      ],
    ],
    ['[{"a":1,},{"a":2}]', ['1 unreadable_line', 'record']],
    ['{"results":[]}', []],
    ['', ['1 unreadable_line']],
    ['<html>busy</html>', ['1 unreadable_line']],
    ['{"error":{"code":"OVER_RATE_LIMIT"}}', ['record']],
    ['\ufeff{"results":[{"a":1}]}', ['record']],
    [`[{"a":"${'x'.repeat(maxLineBytes)}"},{"a":2}]`, ['1 line_too_long', 'record']],
    [Buffer.from('[{"a":"\xe9"},{"a":2}]', 'latin1'), ['1 not_utf8', 'record']],
    [gzipSync('[{"a":1}]'), ['record']],
    [`[${'['.repeat(100_000)}`, ['1 unreadable_line', '2 unreadable_line']],
  ])('%#', async (text, expected) => {
    expect(await codes(text)).toEqual(expected);
  });
});

describe('any bytes at all', () => {
  const files = [
    Buffer.from(`${lot(1)}\n${lot(2)}\n`),
    gzipSync(`${lot(1)}\n${lot(2)}\n`),
    Buffer.from(
      '{"auctions":[{"item_description":"a","lot_number":"1"},{"item_description":"b","lot_number":"2"}]}',
    ),
    Buffer.from(
      '<table id="auctionTableView"><tr id="1c"><a href="?auc=1">a</a></tr><tr id="2c"></tr></table>',
    ),
    Buffer.from('Lot number,Year,Make\n1,2013,FORD\n"2",2014,"FO""RD"\n'),
  ];
  const damaged = fc
    .tuple(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
        maxLength: 8,
      }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([file, changes, cut]) => {
      const bytes = Buffer.from(file);
      for (const [where, byte] of changes) bytes[Math.floor(where * (bytes.length - 1))] = byte;
      return bytes.subarray(0, Math.ceil(bytes.length * cut));
    });

  it.each(sources.map((source) => [String(source.describe().id), source] as const))(
    '%s never throws, numbers every rejection, and says something of every file that is not empty',
    async (_id, source) => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(damaged, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
          const { listings, rejections } = await read(bytes, source);
          for (const each of rejections) expect(each.line).toBeGreaterThan(0);
          const blank = Buffer.from(bytes).toString('latin1').trim() === '';
          const emptyList = /\[\s*\]/.test(Buffer.from(bytes).toString('latin1'));
          const headerOnly = source === copart && rejections.length === 0;
          if (!blank && !emptyList && !headerOnly)
            expect(listings.length + rejections.length).toBeGreaterThan(0);
        }),
        { numRuns: 150 },
      );
    },
  );

  it('keeps the records of a truncated gzip document', async () => {
    const noise = fc.sample(fc.string({ minLength: 500, maxLength: 500 }), { numRuns: 100, seed: 2 });
    const auctions = noise.map((text, id) => ({ item_description: `car ${text}`, lot_number: `L${id}` }));
    const whole = gzipSync(JSON.stringify({ auctions }));
    const { listings, rejections } = await read(whole.subarray(0, Math.floor(whole.length / 2)), gsaListings);
    expect(listings.length).toBeGreaterThan(20);
    expect(rejections.map((each) => each.code)).toEqual(['unreadable_line', 'truncated_gzip']);
  });
});

describe('hostile pages', () => {
  const size = 4_000_000;
  it.each([
    ['govdeals', '<script'],
    ['govdeals', '<script type="application/ld+json">'],
    ['govdeals', '<script type="application/ld+json"></script>'],
    ['publicsurplus', '<tr id="1"'],
    ['publicsurplus', '<tr id="1"></tr>'],
    ['copart', '"'],
    ['copart', 'Lot number,\n"'],
    ['gsa-listings', '{"a":'],
    ['gsa-listings', '[["'],
  ])('%s is linear on %s, over and over', async (id, text) => {
    const source = sources.find((each) => each.describe().id === id);
    if (source === undefined) throw new Error(id);
    const html = Buffer.from(`<html>${text.repeat(size / text.length)}`);
    const started = performance.now();
    const { rejections } = await read(html, source);
    expect(rejections.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
