import { z } from 'zod';

/**
 * A dump is gzip of lines: the head, then for each table (in an order in which each finds what it refers to) its name and
 * columns, its rows as PostgreSQL's COPY writes them, and `\.`; at last how much there was, so that a cut file shows.
 */
export const headSchema = z.object({
  format: z.literal('dealerscope-dump-1'),
  madeAt: z.string(),
  /** The schema that the rows are of. */
  migrations: z.array(z.string()),
});
export const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
export const endSchema = z.object({ tables: z.int(), rows: z.int() });

/** No row is spelled so: in COPY's text a backslash is doubled. */
export const endOfTable = '\\.';

/** Beside a dump, readable by its owner alone: what opens second factors, webhooks and signing keys in it. */
export const secretFileOf = (dump: string): string => `${dump}.secret`;

/** Cuts at newlines only; the other ends of lines that readers know stand in rows. */
export async function* readLines(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of input) {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, at)]);
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
