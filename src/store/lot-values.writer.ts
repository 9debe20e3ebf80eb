import { type RawBuilder, sql, type Transaction } from 'kysely';
import { asProgram, type Database } from './connection.ts';
import type { DB } from './schema.gen.ts';

/** A middle that moved by both of these has changed materially; so has one that came or went. */
export const materialRatio = 0.02;
export const materialCents = 5_000;

/** An end that is reckoned from the time left wavers by seconds. */
const materialEnd = sql`interval '1 minute'`;

const columns = sql.raw(
  [
    ...['listing_id', 'observed_at', 'ends_at', 'bid_cents'],
    ...['wholesale_p10_cents', 'wholesale_p50_cents', 'wholesale_p90_cents', 'retail_p50_cents'],
    ...['forecast_p10_cents', 'forecast_p50_cents', 'forecast_p90_cents', 'status', 'engine', 'seq'],
    ...['why', 'changed'],
  ].join(', '),
);
const said = sql.raw(
  [
    ...['l.id', 'l.observed_at', 'l.ends_at', 'l.current_bid_cents'],
    ...['l.wholesale_p10_cents', 'l.wholesale_p50_cents', 'l.wholesale_p90_cents', 'l.retail_p50_cents'],
    ...['l.forecast_p10_cents', 'l.forecast_p50_cents', 'l.forecast_p90_cents', 'l.status'],
  ].join(', '),
);
const next = sql`engines.number, coalesce(known.seq, 0) + 1`;

/** Asked once for each engine, not for each lot. */
const enginesOf = (ids: readonly string[]) => sql`with engines as materialized (
  select version, engine_number(version) as number
  from (select distinct engine_version as version from listings where id = any(${ids}::text[])) as given)`;
const byEngine = sql`join engines on engines.version = l.engine_version`;

/** The latest that is kept of a lot. */
const withKnown = sql`left join lateral (
  select * from lot_values v where v.listing_id = l.id order by v.seq desc limit 1) known on true`;
/** Only road vehicles are valued; only what was said while a lot could be bid on is kept. */
const isOpenVehicle = sql`l.kind = 'road_vehicle' and l.status in ('active', 'scheduled')
  and (l.ends_at is null or l.ends_at > l.observed_at)`;
const isValued = sql`coalesce(l.wholesale_p50_cents, l.retail_p50_cents, l.forecast_p50_cents) is not null`;

const moved = (column: string): RawBuilder<boolean> => {
  const [is, was] = [sql.ref(`l.${column}`), sql.ref(`known.${column}`)];
  return sql`((${is} is null) <> (${was} is null)
    or abs(${is} - ${was}) >= greatest(${sql.lit(materialCents)}, ${sql.lit(materialRatio)} * abs(${was})))`;
};
const changed = sql`concat_ws(' ',
  case when ${moved('wholesale_p50_cents')} then 'value' end,
  case when ${moved('retail_p50_cents')} then 'retail' end,
  case when ${moved('forecast_p50_cents')} then 'forecast' end,
  case when (l.ends_at is null) <> (known.ends_at is null)
    or l.ends_at - known.ends_at not between - ${materialEnd} and ${materialEnd} then 'end' end,
  case when l.status <> known.status then 'status' end,
  case when known.why = 'last' then 'open' end)`;

/**
 * Keeps what these lots are worth as they now stand, each at first sight and when it has changed materially since what
 * is kept of it. In the transaction that wrote them. What was last before an end is followed only by a lot that is seen
 * open later than that.
 */
export async function writeLotValues(program: Transaction<DB>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`${enginesOf(ids)} insert into lot_values (${columns})
    select ${said}, ${next}, case when known.seq is null then 'first' else 'change' end,
      case when known.seq is not null then ${changed} end
    from listings l ${byEngine} ${withKnown}
    where l.id = any(${ids}::text[]) and ${isOpenVehicle}
      and case when known.seq is null then ${isValued}
        else ${changed} <> '' and (known.why <> 'last' or l.observed_at > known.observed_at) end
    on conflict do nothing`.execute(program);
}

/**
 * Keeps what stored lots were worth last, for those that are open as stored and of which this is seen of a later moment
 * or is known to be over. Before anything newer is written over them, in the same transaction.
 */
export async function writeLastValues(
  program: Transaction<DB>,
  over: readonly { readonly id: string; readonly observed_at: string; readonly has_ended?: boolean }[],
): Promise<void> {
  if (over.length === 0) return;
  const ids = over.map(({ id }) => id);
  // another program may be writing what it saw of them: wait for it, then look
  await sql`select 1 from listings where id = any(${ids}::text[]) order by id for no key update`.execute(
    program,
  );
  await sql`${enginesOf(ids)} insert into lot_values (${columns})
    select ${said}, ${next}, 'last', null
    from unnest(${ids}::text[], ${over.map(({ observed_at }) => observed_at)}::timestamptz[],
      ${over.map(({ has_ended = false }) => has_ended)}::boolean[]) as seen (id, observed_at, has_ended)
    join listings l on l.id = seen.id ${byEngine} ${withKnown}
    where ${isOpenVehicle} and (seen.has_ended or seen.observed_at > l.observed_at)
      and (${isValued} or known.seq is not null) and known.why is distinct from 'last'
    on conflict do nothing`.execute(program);
}

/** Lots of the live market that ended in this time and of which the last is not kept yet. */
async function findEnded(
  program: Transaction<DB>,
  { from, until, limit }: { readonly from: string; readonly until: string; readonly limit: number },
) {
  const { rows } = await sql<{ id: string; observed_at: string }>`
    select l.id, l.observed_at from listings l ${withKnown}
    where l.is_sample = false and l.ends_at > ${from}::timestamptz and l.ends_at <= ${until}::timestamptz
      and ${isOpenVehicle} and (${isValued} or known.seq is not null) and known.why is distinct from 'last'
    order by l.id limit ${limit} for no key update of l skip locked`.execute(program);
  return rows;
}

const endedAtOnce = 500;

/** The same for lots whose end has passed without anything newer being seen of them; answers how many. */
export async function writeLastOfEnded(
  db: Database,
  time: { readonly from: string; readonly until: string },
): Promise<number> {
  for (let kept = 0; ; ) {
    const ended = await asProgram(db, async (program) => {
      const rows = await findEnded(program, { ...time, limit: endedAtOnce });
      await writeLastValues(
        program,
        rows.map((row) => ({ ...row, has_ended: true })),
      );
      return rows.length;
    });
    kept += ended;
    if (ended < endedAtOnce) return kept;
  }
}
