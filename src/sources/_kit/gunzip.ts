import { createGunzip } from 'node:zlib';
import type { ByteInput } from './source.ts';

/** What went wrong with the bytes themselves; everything before it has been handed on. */
export class BytesProblemError extends Error {
  readonly code: 'truncated_gzip' | 'corrupt_gzip' | 'too_large';

  constructor(code: BytesProblemError['code'], message: string) {
    super(message);
    this.name = 'BytesProblemError';
    this.code = code;
  }
}

/** 4 GiB: thirty times the largest known download, and the end of a compression bomb. */
const maxDecompressedBytes = 4 * 2 ** 30;

export async function* toChunks(input: ByteInput): AsyncGenerator<Uint8Array> {
  if (input instanceof Uint8Array) {
    // slices bound the work between two yields
    for (let at = 0; at < input.length; at += 65_536) yield input.subarray(at, at + 65_536);
    return;
  }
  yield* input;
}

/**
 * The bytes as they are, or decompressed when they begin as gzip does. Throws BytesProblemError after the last
 * byte that could be had: a truncated file gives all that it holds first.
 */
export async function* decompress(input: ByteInput): AsyncGenerator<Uint8Array> {
  const chunks = toChunks(input);
  const first = await readAtLeast(chunks, 2);
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    if (first.length > 0) yield first;
    yield* chunks;
    return;
  }
  yield* gunzip(first, chunks);
}

async function readAtLeast(chunks: AsyncGenerator<Uint8Array>, length: number): Promise<Uint8Array> {
  let start: Uint8Array = new Uint8Array(0);
  while (start.length < length) {
    const next = await chunks.next();
    if (next.done) break;
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
  }
  return start;
}

async function* gunzip(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflater = new Inflater();
  let readBytes = 0;
  try {
    for (let chunk: Uint8Array | undefined = first; chunk !== undefined && !inflater.failure; ) {
      // one small piece at a time: what it expands to is handed on before the next
      for (let at = 0; at < chunk.length && !inflater.failure; at += 16_384) {
        await inflater.write(chunk.subarray(at, at + 16_384));
        for (const piece of inflater.takeReady()) {
          readBytes += piece.length;
          yield piece;
        }
        if (readBytes > maxDecompressedBytes)
          throw new BytesProblemError('too_large', 'the file is larger than 4 GiB when decompressed');
      }
      const next: IteratorResult<Uint8Array> = await rest.next();
      chunk = next.done ? undefined : next.value;
    }
    await inflater.end();
    yield* inflater.takeReady();
    if (inflater.failure) throw toBytesProblem(inflater.failure);
  } finally {
    inflater.close();
  }
}

/** A gunzip stream that keeps what it could expand when the input turns out to be cut off. */
class Inflater {
  failure: Error | undefined;
  readonly #stream = createGunzip();
  #ready: Uint8Array[] = [];
  #settle: () => void = () => {};

  constructor() {
    this.#stream.on('data', (piece: Uint8Array) => this.#ready.push(piece));
    this.#stream.on('error', (error) => {
      this.failure = error;
      this.#settle();
    });
    this.#stream.on('end', () => this.#settle());
  }

  write(chunk: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#settle = resolve;
      // data events follow the callback within the same turn
      this.#stream.write(chunk, () => setImmediate(resolve));
    });
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      if (this.failure) return resolve();
      this.#settle = resolve;
      this.#stream.end();
    });
  }

  takeReady(): readonly Uint8Array[] {
    const taken = this.#ready;
    this.#ready = [];
    return taken;
  }

  close(): void {
    this.#stream.destroy();
  }
}

function toBytesProblem(failure: Error): BytesProblemError {
  const code = 'code' in failure ? failure.code : undefined;
  return code === 'Z_BUF_ERROR'
    ? new BytesProblemError('truncated_gzip', 'the compressed file ends before its end: it was cut off')
    : new BytesProblemError('corrupt_gzip', 'the compressed file is damaged from here on');
}
