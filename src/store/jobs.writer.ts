import { sql } from 'kysely';
import type { Scoped } from './connection.ts';

/** Asks for the dealership's lots to be assessed anew once this transaction commits. */
export async function enqueueReassessment(scoped: Scoped): Promise<void> {
  await sql`select enqueue_reassessment()`.execute(scoped);
}
