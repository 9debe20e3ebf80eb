import { sql } from 'kysely';
import type { Scoped } from './connection.ts';

export const insertAlertChannel = (
  scoped: Scoped,
  channel: {
    readonly id: string;
    readonly kind: string;
    readonly target: string;
    readonly min_severity: string;
    readonly created_by: string;
    readonly created_at: string;
    readonly sealed_secret: string | null;
  },
) =>
  scoped
    .insertInto('alert_channels')
    .values({ ...channel, org_id: scoped.orgId })
    .execute();

export const deleteAlertChannel = (scoped: Scoped, id: string) =>
  scoped
    .deleteFrom('alert_channels')
    .where('id', '=', id)
    .returning(['kind', 'target', 'min_severity'])
    .executeTakeFirst();

export const noteDelivery = (
  scoped: Scoped,
  id: string,
  outcome: {
    readonly state: 'sent' | 'waiting' | 'failed';
    readonly error: string | null;
    readonly now: string;
  },
) =>
  scoped
    .updateTable('alert_deliveries')
    .set({
      state: outcome.state,
      attempts: sql<number>`attempts + 1`,
      last_error: outcome.error,
      sent_at: outcome.state === 'sent' ? outcome.now : null,
    })
    .where('id', '=', id)
    .execute();
