import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { GiveUp, HttpProblemError } from './http-problem.ts';

export const acceptEncoding = 'gzip, br';

const tooLarge = (maxBytes: number): GiveUp =>
  new GiveUp('too_large', `the answer is larger than ${maxBytes} bytes`);

const decoders: Record<string, () => NodeJS.ReadWriteStream> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  br: () => createBrotliDecompress(),
  deflate: () => createInflate(),
};

/** Decompressed bytes, at most `maxBytes` before and after: it stops where the limit is passed, not at the end. */
export async function readBody(
  { headers, body }: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<Uint8Array> {
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const encoding = String(headers['content-encoding'] ?? 'identity')
    .trim()
    .toLowerCase();
  const coming = bounded(body as AsyncIterable<Uint8Array>, maxBytes);
  if (encoding === 'identity') return collect(coming);
  const create = decoders[encoding];
  if (!create) throw new GiveUp('bad_encoding', `the answer is encoded as ${encoding.slice(0, 40)}`);
  return decode(coming, create(), maxBytes);
}

async function decode(
  coming: AsyncIterable<Uint8Array>,
  decoder: NodeJS.ReadWriteStream,
  maxBytes: number,
): Promise<Uint8Array> {
  const source = Readable.from(coming);
  let failure: unknown;
  source.once('error', (error) => {
    failure = error;
    (decoder as unknown as Readable).destroy(error);
  });
  try {
    return await collect(bounded(source.pipe(decoder) as unknown as AsyncIterable<Uint8Array>, maxBytes));
  } catch (error) {
    const cause = failure ?? error;
    if (cause instanceof HttpProblemError || !(cause instanceof Error)) throw cause;
    if (/^(Z_|ERR_.*BROTLI|ERR_BROTLI|ERR__ERROR)/.test(String((cause as NodeJS.ErrnoException).code)))
      throw new GiveUp('bad_encoding', 'the answer cannot be decompressed');
    throw cause;
  } finally {
    source.destroy();
    (decoder as unknown as Readable).destroy();
  }
}

async function* bounded(pieces: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield piece;
  }
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
