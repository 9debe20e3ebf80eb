import { decompress } from './gunzip.ts';
import type { ByteInput } from './source.ts';

/** The first `length` decompressed bytes (fewer at the end), and an input that still begins at the beginning. */
export async function peek(
  input: ByteInput,
  length: number,
): Promise<{ readonly start: Uint8Array; readonly input: ByteInput }> {
  const rest = decompress(input);
  const read: Uint8Array[] = [];
  let held = 0;
  let failure: unknown;
  try {
    while (held < length) {
      const next = await rest.next();
      if (next.done) break;
      read.push(next.value);
      held += next.value.length;
    }
  } catch (error) {
    failure = error;
  }
  async function* replay(): AsyncGenerator<Uint8Array> {
    yield* read;
    if (failure !== undefined) throw failure;
    yield* rest;
  }
  return { start: Buffer.concat(read).subarray(0, length), input: replay() };
}
