import type { QueryResultRow } from 'pg';

export type Ask = <Row extends QueryResultRow>(sql: string) => Promise<Row[]>;

/** One text for each stored fact, by what it is; equal to another run's where nothing was lost, doubled or changed. */
export type StoredMarket = Readonly<
  Record<'captures' | 'listings' | 'observations' | 'rejections', readonly string[]>
>;

/** What a killed run may not change. Of a file without a day the moments differ from run to run, so they are left out. */
export async function readStoredMarket(ask: Ask): Promise<StoredMarket> {
  const texts = async (sql: string) => (await ask<{ text: string }>(sql)).map(({ text }) => text);
  const moment = (column: string) => `case when c.file_name like 'undated%' then '' else ${column}::text end`;
  return {
    captures: await texts(
      `select concat_ws('|', file_name, status, records, listings, rejections, byte_length) as text from captures order by 1`,
    ),
    listings: await texts(
      `select concat_ws('|', l.source_listing_id, l.kind, l.status, l.current_bid_cents, l.bid_count, l.ends_at,
         md5(l.facts::text), ${moment('l.observed_at')}, ${moment('l.first_observed_at')}) as text
       from listings l join captures c on c.id = l.capture_id order by 1`,
    ),
    observations: await texts(
      `select concat_ws('|', l.source_listing_id, c.file_name, o.status, o.current_bid_cents, o.bid_count, o.ends_at,
         ${moment('o.observed_at')}) as text
       from observations o join listings l on l.id = o.listing_id join captures c on c.id = o.capture_id order by 1`,
    ),
    rejections: await texts(
      `select concat_ws('|', c.file_name, r.line, r.code, r.field) as text
       from rejections r join captures c on c.id = r.capture_id order by 1`,
    ),
  };
}

const countEach = (texts: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
};

/** How many facts of `whole` are not in `stored`, and how many are there too often or should not be. */
export function compareMarkets(
  whole: StoredMarket,
  stored: StoredMarket,
): { readonly lost: number; readonly doubled: number } {
  let lost = 0;
  let doubled = 0;
  for (const name of Object.keys(whole) as (keyof StoredMarket)[]) {
    const [should, is] = [countEach(whole[name]), countEach(stored[name])];
    for (const text of new Set([...should.keys(), ...is.keys()])) {
      const more = (is.get(text) ?? 0) - (should.get(text) ?? 0);
      if (more < 0) lost -= more;
      else doubled += more;
    }
  }
  return { lost, doubled };
}
