import { describe, expect, test } from 'vitest';
import { startOwnPostgres } from './own-postgres.ts';
import { startStandby } from './standby.ts';

describe('a standby', () => {
  test('takes over from a killed primary with everything that was answered', async () => {
    const primary = await startOwnPostgres();
    await primary.query('create table kept (answer int)');
    const standby = await startStandby(primary);
    try {
      await primary.query('insert into kept values (42)');
      await expect(standby.query('insert into kept values (43)')).rejects.toMatchObject({ code: '25006' });
      await primary.kill();
      await standby.promote();
      await standby.query('insert into kept values (43)');
      expect(await standby.query('select answer from kept')).toEqual([{ answer: 42 }, { answer: 43 }]);
    } finally {
      await standby.close();
      await primary.close();
    }
  });
});
