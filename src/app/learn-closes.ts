import type { LearnedCloses } from '../core/appraisal.ts';
import { summarizeCloses } from '../core/forecast/summarize-closes.ts';
import { toInstant } from '../core/kernel/instant.ts';
import { readConfirmedCloses } from '../store/closes.reader.ts';
import type { Database } from '../store/connection.ts';

/** What the market's confirmed sales say of where lots close; undefined while there are none. */
export async function learnCloses(db: Database): Promise<LearnedCloses | undefined> {
  const { closes, newestAt } = await readConfirmedCloses(db);
  return newestAt === undefined
    ? undefined
    : { history: summarizeCloses(closes), learnedUntil: toInstant(newestAt) };
}
