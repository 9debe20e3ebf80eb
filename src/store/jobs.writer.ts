import { sql, type Transaction } from 'kysely';
import type { DB } from './schema.gen.ts';

/** Asks for the lots of the transaction's dealership to be assessed anew once it commits. */
export async function enqueueReassessment(scoped: Transaction<DB>): Promise<void> {
  await sql`select enqueue_reassessment()`.execute(scoped);
}
