import type { Result } from '../core/kernel/result.ts';
import { detectSourceAmong, type UnknownFile } from './_kit/detect-source.ts';
import type { Source } from './_kit/source.ts';
import { copart } from './copart/source.ts';
import { govdeals } from './govdeals/source.ts';
import { gsaApi } from './gsa-api/source.ts';
import { gsaListings } from './gsa-listings/source.ts';
import { publicsurplus } from './publicsurplus/source.ts';

/** Every source, in the order in which a file is offered to them. */
export const sources: readonly Source[] = [govdeals, copart, gsaListings, gsaApi, publicsurplus];

/** By its id, such as `govdeals`. */
export const findSource = (id: string): Source | undefined =>
  sources.find((each) => each.describe().id === id);

/** Which source a file belongs to, by its first 64 KB (gzip or not), or what could be read instead. */
export const detectSource = (fileName: string, firstBytes: Uint8Array): Result<Source, UnknownFile> =>
  detectSourceAmong(sources, fileName, firstBytes);
