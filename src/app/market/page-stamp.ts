import { createHash } from 'node:crypto';
import type { MarketBuyer } from './buyer.ts';
import type { ShownLot } from './lot-shelf.ts';

/**
 * The `ETag` of a page: it changes with the rows shown, their order, their versions, the total, the settings, the
 * engine and with what has ended; a change elsewhere in the market does not touch it.
 */
export function stampPage(
  lots: readonly ShownLot[],
  page: {
    readonly total: number;
    readonly isComplete: boolean;
    readonly nowMs: number;
    readonly buyer: MarketBuyer;
    readonly engineVersion: string;
    readonly rest: string;
  },
): string {
  let text = `${page.total} ${page.isComplete} ${page.buyer.orgId} ${page.buyer.version} ${page.engineVersion} ${page.rest}`;
  for (const { id, version, endsAtMs } of lots)
    text += ` ${id} ${version}${endsAtMs !== undefined && endsAtMs <= page.nowMs ? ' over' : ''}`;
  return `"${createHash('sha1').update(text).digest('base64url').slice(0, 22)}"`;
}
