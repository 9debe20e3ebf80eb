import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { createContext, createPeopleContext } from '../../src/context.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let home: string;
let url: string;
let asked = 0;
const inside = createServer((_request, response) => {
  asked += 1;
  response.end('what the operator’s own network holds');
});
beforeAll(async () => {
  database = await createTestDatabase();
  home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-guarded-'));
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  inside.close();
  await database.drop();
  rmSync(home, { recursive: true, force: true });
});

const logger = createLogger('silent');
const config = () =>
  readConfig({
    DEALERSCOPE_HOME: home,
    // a socket's folder stands in the query; the address itself needs a host
    DATABASE_URL: database.connectionString.replace('@/', '@localhost/'),
  });

test.each([
  ['commands about people', () => createPeopleContext({ config: config(), logger })],
  ['other commands', () => createContext({ config: config(), logger, mayShare: true })],
  ['the server', () => createContext({ config: config(), logger, mayShare: false })],
] as const)(
  'the fetch that a library might use is guarded in %s, and free again after',
  async (_who, build) => {
    const before = asked;
    const context = await build();
    try {
      const error: unknown = await fetch(url).catch((reason: unknown) => reason);
      expect((error as Error).cause).toMatchObject({ code: 'forbidden_address' });
      expect(asked).toBe(before);
    } finally {
      await context.dispose();
    }
    expect((await fetch(url)).status).toBe(200);
    expect(asked).toBe(before + 1);
  },
);
