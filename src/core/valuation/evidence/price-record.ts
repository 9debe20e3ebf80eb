import type { SaleId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Cents } from '../../kernel/money.ts';

interface PricedCar {
  readonly vin?: string;
  readonly year: number;
  readonly make: string;
  readonly model: string;
  readonly trim?: string;
  readonly body?: string;
  readonly odometerMiles?: number;
  /** 1.0–5.0 */
  readonly conditionGrade?: number;
  readonly state?: string;
  /** Where the record comes from: a source's name, a file's name. */
  readonly source: string;
}

/** A confirmed sale at a dealers' auction. Active bids, ended lots and asking prices are never one of these. */
export interface WholesaleSale extends PricedCar {
  readonly market: 'wholesale';
  readonly soldAt: Instant;
  readonly hammerPriceCents: Cents;
  readonly seller?: string;
  /** Another firm's estimate, printed beside ours in backtests; never a feature of a value. */
  readonly mmrCents?: Cents;
}

/** What a seller asks of retail buyers: evidence of retail value only, after the ask-to-sale discount. */
export interface AskingPrice extends PricedCar {
  readonly market: 'retail';
  readonly channel: 'dealer' | 'private';
  readonly listedAt: Instant;
  readonly askingPriceCents: Cents;
  readonly daysListed?: number;
}

/** A row that is not evidence, kept with its reason. */
export interface PriceRejection {
  /** Stable snake_case code. */
  readonly code: string;
  readonly reason: string;
  /** 1-based line of the file, header included. */
  readonly line?: number;
  /** The offending text, cut to 200 characters. */
  readonly excerpt?: string;
}

/** Stable id of a sale: 128 bits of FNV-1a over what identifies it, so the same row has the same id everywhere. */
export function toSaleId(...parts: readonly (string | number | undefined)[]): SaleId {
  const text = parts.join('\u0001');
  let id = 'sal_';
  for (let lane = 0; lane < 4; lane++) {
    let hash = (0x811c9dc5 ^ Math.imul(lane + 1, 0x9e3779b1)) >>> 0;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
    id += (hash ^ (hash >>> 13)).toString(36).replace('-', '0').padStart(7, '0').slice(-6);
  }
  return id as SaleId;
}
