import pg from 'pg';

/** What this process sends to PostgreSQL while `work` runs, the text of each round trip in order. */
export async function collectStatements(work: () => Promise<unknown>): Promise<readonly string[]> {
  const { query } = pg.Client.prototype;
  const sent: string[] = [];
  const toText = (asked: unknown) =>
    typeof asked === 'string' ? asked : String((asked as { text?: unknown } | null)?.text ?? '');
  pg.Client.prototype.query = function collect(this: pg.Client, ...given: unknown[]) {
    sent.push(toText(given[0]));
    return Reflect.apply(query, this, given);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}
