import { fastify } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { afterEach, describe, expect, test } from 'vitest';
import { registerTurns, turnLimits } from '../../src/api/plugins/turns.ts';
import { until } from './kit/until.ts';
import { openRaw, type RawSocket } from './raw-socket.ts';
import { startDatabaseBehindProxy, startServerOn } from './server-behind-proxy.ts';

const sockets: RawSocket[] = [];
afterEach(() => {
  for (const { socket } of sockets.splice(0)) socket.destroy();
});

test('300 that send eight lists each and read none leave the rest to others', async () => {
  const database = await startDatabaseBehindProxy();
  const { program, url, port, key } = await startServerOn(database);
  try {
    const headers = { authorization: `Bearer ${key}` };
    /** Transactions that PostgreSQL did, whether or not anybody takes the list they were for. */
    const readsDone = async () => {
      const [row] = await database.postgres.query<{ n: number }>(
        `select xact_commit::int as n from pg_stat_database where datname = 'dealerscope'`,
      );
      return row?.n ?? 0;
    };
    const before = await readsDone();
    for (let at = 0; at < 300; at++) sockets.push(await openRaw(port, key, false));
    for (const slow of sockets) for (let list = 0; list < 8; list++) slow.ask();
    const statuses = [];
    let doneBeforeOurs = 0;
    for (let times = 0; times < 20; times++) {
      const response = await fetch(`${url}/api/v1/deals?limit=20`, { headers });
      await response.arrayBuffer();
      statuses.push(response.status);
      if (times === 0) doneBeforeOurs = (await readsDone()) - before;
    }
    expect(statuses).toEqual(Array.from({ length: 20 }, () => 200));
    // in the order of arrival some 2,300 transactions came before our first answer; each socket's first is 300 of them
    expect(doneBeforeOurs).toBeLessThan(1_000);
    expect((await readsDone()) - before).toBeLessThan(1_500);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(program.output()).not.toContain('timeout exceeded');
  } finally {
    await program.close();
    await database.close();
  }
});

describe('one connection', () => {
  const serve = async () => {
    const server = fastify().withTypeProvider<ZodTypeProvider>();
    let begun = 0;
    registerTurns(server);
    // more than the kernels of both ends take in
    server.get('/large', async () => {
      begun += 1;
      return 'x'.repeat(32 * 1024 * 1024);
    });
    server.get('/small', async () => {
      begun += 1;
      return 'small';
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const address = server.server.address();
    return {
      server,
      port: typeof address === 'object' && address ? address.port : 0,
      begun: () => begun,
    };
  };

  test('that does not read its answer gets no second one made, and is hung up in the end', async () => {
    const { server, port, begun } = await serve();
    try {
      const slow = await openRaw(port, '', false);
      sockets.push(slow);
      for (let times = 0; times < 4; times++) slow.ask('/large');
      await until('it began', () => begun() === 1);
      await until(
        'the server hangs up',
        () =>
          new Promise<boolean>((resolve) =>
            server.server.getConnections((_error, open) => resolve(open === 0)),
          ),
        { withinMs: turnLimits.drainMs * 2.5, everyMs: 200 },
      );
      expect(begun()).toBe(1);
    } finally {
      server.server.closeAllConnections();
      await server.close();
    }
  });

  test('that reads gets all its answers in order', async () => {
    const { server, port } = await serve();
    try {
      const reader = await openRaw(port, '');
      sockets.push(reader);
      for (let times = 0; times < turnLimits.mostWaiting; times++) reader.ask('/small');
      await until(
        'all are there',
        () => reader.received().split('small').length - 1 === turnLimits.mostWaiting,
      );
    } finally {
      server.server.closeAllConnections();
      await server.close();
    }
  });

  test('that sends more than may wait is hung up', async () => {
    const { server, port } = await serve();
    try {
      const flood = await openRaw(port, '', false);
      sockets.push(flood);
      flood.socket.write('GET /large HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(turnLimits.mostWaiting + 1));
      flood.socket.resume();
      await until('it is hung up', flood.isClosed);
    } finally {
      await server.close();
    }
  });
});
