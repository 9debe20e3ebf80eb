import { joinBytes } from './join-bytes.ts';

/** Whole lines in a row of the input as they came, in memory of its own; `firstLine` counts from 1. */
export interface RequestBlock {
  readonly firstLine: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The only line of the block is longer than {@link mostLineBytes}: its bytes were let go. */
  readonly isTooLong?: true;
}

/** No request comes near 1 MB: its longest field has 100,000 characters. */
export const mostLineBytes = 1_048_576;
const lineEnd = 10;

/**
 * Cuts a stream of bytes after line ends. Each chunk of the stream becomes one block, with what the chunk before left
 * over; never holds more than one chunk and {@link mostLineBytes} of a line begun before it.
 */
export async function* readRequestBlocks(input: AsyncIterable<Uint8Array>): AsyncGenerator<RequestBlock> {
  let line = 1;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let isTooLong = false;
  const hold = (piece: Uint8Array) => {
    if (piece.length === 0) return;
    heldBytes += piece.length;
    isTooLong ||= heldBytes > mostLineBytes;
    if (isTooLong) held = [];
    else held.push(piece);
  };
  const take = (): RequestBlock => {
    const firstLine = line;
    const bytes = isTooLong ? new Uint8Array(0) : joinBytes(held);
    line += isTooLong ? 1 : countLineEnds(bytes);
    const block = { firstLine, bytes, ...(isTooLong && { isTooLong }) };
    held = [];
    heldBytes = 0;
    isTooLong = false;
    return block;
  };
  for await (const chunk of input) {
    let rest = chunk;
    const firstEnd = rest.indexOf(lineEnd) + 1;
    if (firstEnd > 0 && heldBytes + firstEnd > mostLineBytes) {
      hold(rest.subarray(0, firstEnd));
      yield take();
      rest = rest.subarray(firstEnd);
    }
    const end = rest.lastIndexOf(lineEnd) + 1;
    if (end > 0) {
      held.push(rest.subarray(0, end));
      yield take();
    }
    hold(rest.subarray(end));
  }
  if (heldBytes > 0) yield take();
}

function countLineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(lineEnd); at >= 0; at = bytes.indexOf(lineEnd, at + 1)) count += 1;
  return count;
}
