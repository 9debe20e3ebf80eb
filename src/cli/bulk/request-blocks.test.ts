import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostLineBytes, type RequestBlock, readRequestBlocks } from './request-blocks.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

async function readAll(pieces: readonly Uint8Array[]): Promise<RequestBlock[]> {
  async function* input() {
    yield* pieces;
  }
  const blocks: RequestBlock[] = [];
  for await (const block of readRequestBlocks(input())) blocks.push(block);
  return blocks;
}

/** Cuts bytes at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, at) => bytes.subarray(at === 0 ? 0 : ends[at - 1], end));
}

describe('cutting requests into blocks', () => {
  it('keeps every byte and counts lines, wherever the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[a-zé]{0,12}\r?$/), { maxLength: 20 }),
        fc.array(fc.nat(300), { maxLength: 12 }),
        async (lines, places) => {
          const text = lines.join('\n');
          const blocks = await readAll(cut(encoder.encode(text), places));
          expect(blocks.map(({ bytes }) => decoder.decode(bytes)).join('')).toBe(text);
          for (const [at, block] of blocks.entries()) {
            const before = blocks.slice(0, at).map(({ bytes }) => decoder.decode(bytes));
            expect(block.firstLine).toBe(before.join('').split('\n').length);
            if (at < blocks.length - 1) expect(block.bytes.at(-1)).toBe(10);
          }
        },
      ),
    );
  });

  it('lets go of a line longer than a megabyte and goes on with the next', async () => {
    const piece = encoder.encode('x'.repeat(60_000));
    const pieces = [
      encoder.encode('first\n'),
      ...Array<Uint8Array>(40).fill(piece),
      encoder.encode('\nlast'),
    ];
    const blocks = await readAll(pieces);
    expect(blocks.map(({ firstLine, isTooLong }) => [firstLine, isTooLong ?? false])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
    expect(blocks[1]?.bytes).toHaveLength(0);
    expect(decoder.decode(blocks[2]?.bytes)).toBe('last');
  });

  it('takes a line of exactly a megabyte', async () => {
    const line = encoder.encode(`${'x'.repeat(mostLineBytes - 1)}\n`);
    const blocks = await readAll(cut(line, [300_000, 700_000]));
    expect(blocks).toHaveLength(1);
    expect(blocks[0]?.isTooLong).toBeUndefined();
    expect(blocks[0]?.bytes).toHaveLength(mostLineBytes);
  });
});
