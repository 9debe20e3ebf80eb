import type { SourceId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/instant.ts';

/** An answer exactly as received: stored before anything is parsed, so that every parse can be replayed. */
export interface RawCapture {
  readonly source: SourceId;
  /** Without any key. */
  readonly url: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly observedAt: Instant;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}
