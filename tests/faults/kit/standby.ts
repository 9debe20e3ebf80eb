import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { type OwnPostgres, startOwnPostgres } from './own-postgres.ts';
import { until } from './until.ts';

export interface Standby extends OwnPostgres {
  /** Takes over: from now on it takes writes. */
  promote(): Promise<void>;
}

/**
 * A hot standby that streams from `primary`. The primary answers a commit only once the standby has applied it, so that a
 * failover may lose nothing that was answered. (A base backup by hand: the npm package ships no pg_basebackup.)
 */
export async function startStandby(primary: OwnPostgres): Promise<Standby> {
  const { connectionString } = primary;
  const standby = await startOwnPostgres([`primary_conninfo=${connectionString}`], async ({ data, own }) => {
    const backup = new pg.Client({ connectionString });
    await backup.connect();
    await backup.query(`select pg_backup_start('standby', true)`);
    execFileSync('cp', ['-a', primary.data, data]);
    const { rows } = await backup.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    await backup.end();
    rmSync(path.join(data, 'postmaster.pid'), { force: true });
    rmSync(path.join(data, 'postmaster.opts'), { force: true });
    for (const [name, text] of [
      ['backup_label', rows[0]?.labelfile ?? ''],
      ['standby.signal', ''],
    ] as const) {
      writeFileSync(path.join(data, name), text);
      own(path.join(data, name));
    }
  });
  await until(
    'the standby streams',
    async () => (await primary.query('select from pg_stat_replication')).length > 0,
  );
  await primary.query(`alter system set synchronous_commit = 'remote_apply'`);
  await primary.query(`alter system set synchronous_standby_names = '*'`);
  await primary.query('select pg_reload_conf()');
  await until(
    'the standby is waited for',
    async () => (await primary.query(`select from pg_stat_replication where sync_state = 'sync'`)).length > 0,
  );
  return {
    ...standby,
    async promote() {
      await standby.query('select pg_promote()');
    },
  };
}
