import type { Market } from '../../contracts/deals.ts';
import type { Instant } from '../../core/kernel/instant.ts';
import { toInstant } from '../../core/kernel/instant.ts';
import { MarketDescription } from './describe-market.ts';
import type { LiveMarket } from './live-market.ts';
import type { LotShelf } from './lot-shelf.ts';
import type { MarketFollower } from './market-follower.ts';
import type { RowShelf } from './row-shelf.ts';
import type { SettingsShelf } from './settings-shelf.ts';

/** What every answer about lots is made from. */
export class MarketDesk {
  readonly market: LiveMarket;
  readonly follower: MarketFollower;
  readonly settings: SettingsShelf;
  readonly lots: LotShelf;
  readonly rows: RowShelf;
  readonly #description = new MarketDescription();
  #described: { readonly second: number; readonly isSample: boolean; readonly json: string } | undefined;

  constructor(parts: Pick<MarketDesk, 'market' | 'follower' | 'settings' | 'lots' | 'rows'>) {
    this.market = parts.market;
    this.follower = parts.follower;
    this.settings = parts.settings;
    this.lots = parts.lots;
    this.rows = parts.rows;
  }

  describeMarket(now: Instant): Market {
    const { ageMs } = this.follower.reading;
    const readAt = Number.isFinite(ageMs) ? toInstant(Math.max(0, Date.parse(now) - ageMs)) : null;
    return this.#description.describe(this.market.serving.columns, this.market.isSample, now, readAt);
  }

  /** The same as JSON; made once a second. */
  describe(now: Instant): string {
    const second = Math.floor(Date.parse(now) / 1000);
    const { isSample } = this.market;
    if (this.#described?.second !== second || this.#described.isSample !== isSample)
      this.#described = { second, isSample, json: JSON.stringify(this.describeMarket(now)) };
    return this.#described.json;
  }
}
