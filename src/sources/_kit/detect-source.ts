import { constants, gunzipSync } from 'node:zlib';
import { err, ok, type Result } from '../../core/kernel/result.ts';
import type { FileSample, Source } from './source.ts';

/** How much of a file detection needs; more does no harm. */
export const detectionBytes = 65_536;

export interface UnknownFile {
  readonly code: 'unknown_file';
  /** One sentence, and what can be read instead. */
  readonly reason: string;
  readonly understood: readonly string[];
}

/** Which of `sources` the file belongs to, by what its first bytes say; the name only helps. */
export function detectSourceAmong(
  sources: readonly Source[],
  fileName: string,
  firstBytes: Uint8Array,
): Result<Source, UnknownFile> {
  const sample: FileSample = {
    fileName: fileName.toLowerCase(),
    text: Buffer.from(inflateStart(firstBytes))
      .subarray(0, detectionBytes)
      .toString('utf8')
      .replace(/^\ufeff/, ''),
  };
  const source = sources.find((each) => each.recognises(sample));
  if (source !== undefined) return ok(source);
  const understood = sources.flatMap((each) =>
    each.describe().understands.map((what) => `${each.describe().name}: ${what}`),
  );
  const name = fileName.slice(0, 100).replace(/\p{Cc}/gu, '');
  return err({
    code: 'unknown_file',
    reason: `${name} is none of the files that can be read: ${understood.join('; ')}`,
    understood,
  });
}

/** At most 4 KB of a compressed file are looked at, which expand to 4 MB at the very most. */
function inflateStart(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.subarray(0, detectionBytes);
  try {
    return gunzipSync(bytes.subarray(0, 4096), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array(0);
  }
}
