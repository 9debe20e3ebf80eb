import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profile, someZips, tables } from '../../costing/costing.testkit.ts';
import { BuyerColumns } from '../buyer/buyer-columns.ts';
import { prepareBuyer } from '../buyer/prepare-buyer.ts';
import { applyChanges, arbitraryChanges, nowMs, orgs } from '../changes.testkit.ts';
import { MarketColumns } from '../columns/market-columns.ts';
import { countFacets } from '../query/count-facets.ts';
import { drive } from '../query/drive.ts';
import { rankLots } from '../query/rank-lots.ts';
import { decodeMarket } from './decode-market.ts';
import { encodeMarket } from './encode-market.ts';

const engineVersion = 'engine-1';
const reader = { engineVersion, centroids: someZips };

function bytesOf(market: MarketColumns): Uint8Array {
  const pieces = [...encodeMarket(market, { engineVersion, mark: 42 })];
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
function inPieces(bytes: Uint8Array, length: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += length) pieces.push(bytes.slice(at, at + length));
  return pieces;
}
function made(changes: Parameters<typeof applyChanges>[0]): MarketColumns {
  const market = new MarketColumns(someZips, 4);
  applyChanges(changes, market, new Map());
  return market;
}
function answersOf(market: MarketColumns) {
  const buyer = new BuyerColumns(market, prepareBuyer(profile(), tables, market));
  return [null, ...orgs].flatMap((owner) =>
    ['', '4x4', '1ftfw'].map((q) => {
      const query = { owner, q, sample: false, nowMs, status: 'all' as const };
      const page = drive(rankLots(market, buyer, { ...query, sort: 'edge', descending: true, limit: 50 }));
      return { page, facets: drive(countFacets(market, buyer, query)) };
    }),
  );
}

describe('a snapshot of the market', () => {
  it('is the same market when read back in pieces of any size, and goes on changing like it', () => {
    fc.assert(
      fc.property(
        arbitraryChanges(30),
        arbitraryChanges(10),
        fc.integer({ min: 1, max: 9_000 }),
        (before, later, length) => {
          const market = made(before);
          const read = decodeMarket(inPieces(bytesOf(market), length), reader);
          if (!read.ok) throw new Error(read.reason);
          expect(read.mark).toBe(42);
          expect([read.market.size, read.market.liveLots, read.market.ownedLots]).toEqual([
            market.size,
            market.liveLots,
            market.ownedLots,
          ]);
          expect(answersOf(read.market)).toEqual(answersOf(market));
          // both take the same further changes
          applyChanges(later, market, new Map(), 1_000_000_000);
          applyChanges(later, read.market, new Map(), 1_000_000_000);
          expect(answersOf(read.market)).toEqual(answersOf(market));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is refused when any of its bytes is another, missing or one too many', () => {
    const [changes] = fc.sample(arbitraryChanges(20), { numRuns: 1, seed: 5 });
    const bytes = bytesOf(made(changes ?? []));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const other = bytes.slice();
        other[at] = (other[at] ?? 0) ^ flip;
        expect(decodeMarket([other], reader)).toMatchObject({ ok: false });
        expect(decodeMarket([bytes.subarray(0, at)], reader)).toMatchObject({ ok: false });
      }),
      { numRuns: 400 },
    );
    expect(decodeMarket([bytes, new Uint8Array(1)], reader)).toMatchObject({ ok: false });
    expect(decodeMarket([], reader)).toEqual({
      ok: false,
      reason: 'The snapshot of the market is cut short.',
    });
    expect(decodeMarket([bytes], reader).ok).toBe(true);
  });

  it('is refused for another engine, with both named', () => {
    const bytes = bytesOf(made([]));
    expect(decodeMarket([bytes], { ...reader, engineVersion: 'engine-2' })).toEqual({
      ok: false,
      reason: 'The snapshot of the market is of engine engine-1, not engine-2.',
    });
  });
});
