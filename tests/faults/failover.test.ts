import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Standby, startStandby } from './kit/standby.ts';
import { until } from './kit/until.ts';
import { startReaders } from './readers.ts';
import {
  type DatabaseBehindProxy,
  type RunningServer,
  startDatabaseBehindProxy,
  startServerOn,
} from './server-behind-proxy.ts';

let database: DatabaseBehindProxy;
let standby: Standby;
let running: RunningServer;
beforeAll(async () => {
  database = await startDatabaseBehindProxy();
  running = await startServerOn(database);
  standby = await startStandby(database.postgres);
}, 180_000);
afterAll(async () => {
  await running.program.close(30_000);
  await standby.close();
  await database.close();
});

test('an address that moves to a standby, whose old peer says nothing: 503 until it takes writes, then all is right', async () => {
  const { url, key, program } = running;
  const readers = startReaders(url, key, 20);
  try {
    await until('all read', () => readers.served().every((times) => times > 0));
    const { proxy } = database;
    proxy.swallow();
    proxy.retarget({ host: '127.0.0.1', port: standby.port });
    // new connections are answered, those made before stay silent for ever
    await proxy.heal();
    const readiness = async () => (await fetch(`${url}/readyz`)).status;
    await until('it is not ready', async () => (await readiness()) === 503);
    await until('the standby is met', () => program.output().includes('is a standby'));
    await standby.promote();
    await until('it is ready', async () => (await readiness()) === 200);
    readers.forget();
    await until('every reader was served since', () => readers.served().every((times) => times >= 2));
    const saved = await fetch(`${url}/api/v1/profile`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ homeZip: '90001' }),
    });
    // whatever the settings are worth: not for want of a database that takes writes
    expect(saved.status).toBeLessThan(500);
    expect(Object.keys(readers.statuses()).filter((status) => status !== '200' && status !== '503')).toEqual(
      [],
    );
    expect(program.hasEnded()).toBe(false);
  } finally {
    await readers.stop();
  }
});
