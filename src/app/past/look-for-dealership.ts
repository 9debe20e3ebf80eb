import { setImmediate as rest } from 'node:timers/promises';
import { toInstant } from '../../core/kernel/instant.ts';
import { kindShift } from '../../core/market/columns/column-set.ts';
import type { MarketColumns } from '../../core/market/columns/market-columns.ts';
import { lotKinds } from '../../core/market/columns/write-row.ts';
import { type Database, type Scoped, withTenant } from '../../store/connection.ts';
import { findCountedHours, findLastLooks } from '../../store/last-looks.reader.ts';
import {
  beginLooking,
  type CountRow,
  type LookRow,
  type SaidRow,
  writeCounts,
  writeLooks,
} from '../../store/last-looks.writer.ts';
import type { MarketBuyer } from '../market/buyer.ts';
import type { MarketOfEngine } from '../market/live-market.ts';
import { readBuyersThen } from './buyers-then.ts';
import { isNews } from './is-news.ts';
import type { LateCars } from './late-cars.ts';
import { type EndingLots, endMsAt, hourMs, isSeenBeforeEnd, printOf } from './lots-by-end.ts';
import { saidAt, saidNothing, saidOf } from './said-of.ts';

export interface LookDeps {
  readonly db: Database;
  readonly serving: MarketOfEngine;
  readonly ending: EndingLots;
  readonly late: LateCars;
  readonly time: { readonly fromMs: number; readonly nowMs: number };
}

interface Looked {
  readonly said: SaidRow;
  readonly settings_version: number;
  readonly observedAt: string;
}

const rowsAtOnce = 1_000;

/**
 * Looks at the lots that end soon or have ended for one dealership, in one transaction: a row for each that is worth
 * one, and a line for each hour that is over. An hour that was counted, of the same lots, is not looked at again. Does
 * nothing where another program is at it; safe to stop and to run again.
 */
export function lookForDealership(
  buyer: MarketBuyer,
  { db, serving, ending, late, time }: LookDeps,
): Promise<{ readonly looks: number; readonly hours: number }> {
  const { columns } = serving;
  return withTenant(db, buyer.orgId, async (scoped) => {
    if (!(await beginLooking(scoped))) return { looks: 0, hours: 0 };
    const mine = (rows: readonly number[]) => rows.filter((row) => isSeenBy(columns, row, buyer.orgId));
    const counted = new Map(
      (await findCountedHours(scoped, toInstant(time.fromMs))).map(({ ended_from, print }) => [
        Date.parse(ended_from),
        print,
      ]),
    );
    const hours = [...ending.hours]
      .map(([fromMs, rows]) => {
        const own = mine(rows);
        return { fromMs, isOver: fromMs + hourMs <= time.nowMs, rows: own, print: printOf(columns, own) };
      })
      .filter(({ fromMs, isOver, rows, print }) =>
        isOver ? (counted.has(fromMs) ? counted.get(fromMs) !== print : rows.length > 0) : true,
      );
    const ahead = mine(ending.ahead);
    const hoursOf = (rows: readonly number[]) =>
      rows.map((row) => Math.floor(endMsAt(columns, row) / hourMs) * hourMs);
    const sought = new Set([...hours.map(({ fromMs }) => fromMs), ...hoursOf(ahead)]);
    const kept = new Map(
      (await findLastLooks(scoped, [...sought].map(toInstant))).map((look) => [
        `${look.ends_at} ${look.listing_id}`,
        look,
      ]),
    );
    const keyOf = (row: number) => `${toInstant(endMsAt(columns, row))} ${columns.ids.idAt(row)}`;

    // what has been seen since its end can wait until its hour is over, and is then read once
    const inTime = (row: number) => isSeenBeforeEnd(columns, row);
    const rows = [
      ...ahead.filter(inTime),
      ...hours.flatMap((hour) => (hour.isOver ? hour.rows : hour.rows.filter(inTime))),
    ];
    const since = toInstant(Math.min(time.nowMs, ...hours.map(({ fromMs }) => fromMs)));
    const buyerAt = await readBuyersThen(scoped, buyer, { engine: serving.engine, since });
    const buyerOf = (row: number) => buyerAt(Math.min(time.nowMs, endMsAt(columns, row)));
    const looked = new Map<number, Looked>();
    for (const [then, some] of Map.groupBy(rows, buyerOf))
      for (const [row, look] of await lookAt(scoped, some, then, { serving, late })) looked.set(row, look);
    const looks: LookRow[] = [];
    for (const row of rows) {
      const found = looked.get(row);
      if (!found) continue;
      const { said, observedAt, settings_version } = found;
      const endMs = endMsAt(columns, row);
      if (!isNews(said, { isOver: endMs <= time.nowMs, observedAt }, kept.get(keyOf(row)))) continue;
      const ids = { listing_id: columns.ids.idAt(row), ends_at: toInstant(endMs), settings_version };
      const look = { ...said, ...ids, looked_at: toInstant(time.nowMs), observed_at: observedAt };
      looks.push(look);
      kept.set(keyOf(row), look);
    }
    const counts = hours
      .filter(({ isOver }) => isOver)
      .map(({ fromMs, rows: ended, print }): CountRow => {
        const line = { kept: 0, score_zero: 0, without_score: 0, not_road_vehicle: 0, seen_too_late: 0 };
        for (const row of ended) {
          const look = kept.get(keyOf(row)) ?? looked.get(row)?.said;
          line[placeOf(columns, row, look)] += 1;
        }
        const at = { ended_from: toInstant(fromMs), counted_at: toInstant(time.nowMs) };
        const settings_version = buyerAt(fromMs + hourMs - 1).version;
        return { ...at, print, lots: ended.length, ...line, settings_version };
      });
    await writeLooks(scoped, looks, serving.engine.version);
    await writeCounts(scoped, counts, serving.engine.version);
    return { looks: looks.length, hours: counts.length };
  });
}

/** A dealership sees its own rows, and those of everybody that none of its own stands for. */
function isSeenBy(columns: MarketColumns, row: number, orgId: string): boolean {
  if (columns.ownedLots === 0) return true;
  const owner = columns.ownerAt(row);
  return owner === null ? columns.rowFor(columns.ids.idAt(row), orgId) === row : owner === orgId;
}

function placeOf(
  columns: MarketColumns,
  row: number,
  look: Pick<SaidRow, 'score'> | undefined,
): Exclude<keyof CountRow, 'ended_from' | 'print' | 'counted_at' | 'lots' | 'settings_version'> {
  if (lotKinds[(columns.columns.kinds[row] ?? 0) >>> kindShift] !== 'road_vehicle') return 'not_road_vehicle';
  if (!look) return 'seen_too_late';
  if (look.score === null) return 'without_score';
  return look.score >= 1 ? 'kept' : 'score_zero';
}

/** What each lot is to the buyer, as it was last seen before its end. */
async function lookAt(
  scoped: Scoped,
  rows: readonly number[],
  buyer: MarketBuyer,
  { serving: { columns, buyers }, late }: Pick<LookDeps, 'serving' | 'late'>,
): Promise<ReadonlyMap<number, Looked>> {
  const looked = new Map<number, Looked>();
  const over: { readonly row: number; readonly id: string; readonly endsAt: string }[] = [];
  const prepared = buyers.prepare(buyer);
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const bound = prepared.bind();
    for (const row of rows.slice(from, from + rowsAtOnce))
      if (isSeenBeforeEnd(columns, row))
        looked.set(row, {
          said: saidAt(columns, bound, row),
          settings_version: buyer.version,
          observedAt: toInstant(columns.asOfMsAt(row)),
        });
      else over.push({ row, id: columns.ids.idAt(row), endsAt: toInstant(endMsAt(columns, row)) });
    await rest();
  }
  const cars = await late.read(scoped, over);
  for (const [row, { car, observedAt }] of cars)
    looked.set(row, {
      said: car ? saidOf(car, buyer) : saidNothing,
      settings_version: buyer.version,
      observedAt,
    });
  return looked;
}
