import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnPostgres, startOwnPostgres } from './kit/own-postgres.ts';
import { runProgram } from './kit/program.ts';

const ours = 'of the installation and as long as it has to be';
const theirs = 'of another installation and just as long as that';

let postgres: OwnPostgres;
let home: string;
let url: string;
beforeAll(async () => {
  postgres = await startOwnPostgres();
  home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-secret-'));
});
afterAll(async () => {
  await postgres?.close();
  rmSync(home, { recursive: true, force: true });
});

/** Ends by itself: a command, or a server that refuses to start. */
const end = (command: readonly string[] | undefined, env: Record<string, string> = {}) =>
  runProgram({
    ...(command && { command }),
    home,
    env: { DATABASE_URL: url, DEALERSCOPE_SAMPLE: 'off', ...env },
  }).ended;
async function useNewDatabase(name: string): Promise<void> {
  await postgres.query(`create database ${name}`);
  url = postgres.connectionString.replace(/dealerscope$/, name);
}
const list = ['user', 'list'];
const file = () => path.join(home, 'secret');

test('server and commands with another secret end with a sentence, and with both they go on', async () => {
  await useNewDatabase('strangers');
  expect(await end(list, { DEALERSCOPE_SECRET: ours })).toMatchObject({ code: 0 });
  for (const command of [undefined, list]) {
    const refused = await end(command, { DEALERSCOPE_SECRET: theirs });
    expect(refused).toMatchObject({ code: 1, output: expect.stringMatching(/with another secret than/) });
    expect(refused.output).toMatch(/DEALERSCOPE_SECRET_PREVIOUS/);
    expect(refused.output).not.toMatch(/ at .*\.ts:\d+/);
  }
  expect(await end(list, { DEALERSCOPE_SECRET: theirs, DEALERSCOPE_SECRET_PREVIOUS: ours })).toMatchObject({
    code: 0,
  });
}, 600_000);

test('a secret of the home is rotated as documented, and once it has gone nothing is made until that is asked for', async () => {
  await useNewDatabase('rotated');
  expect(await end(list)).toMatchObject({ code: 0 });
  const first = readFileSync(file(), 'utf8');
  expect(await end(['secret', 'rotate'])).toMatchObject({ code: 0 });
  expect(await end(list)).toMatchObject({ code: 0 });
  expect(await end(['secret', 'retire'])).toMatchObject({
    code: 1,
    output: expect.stringMatching(/No start has used the new secret yet/),
  });
  expect(await end(['secret', 'reseal'])).toMatchObject({ code: 0 });
  expect(await end(['secret', 'retire'])).toMatchObject({ code: 0 });
  expect(readFileSync(file(), 'utf8')).not.toContain(first);
  expect(await end(list)).toMatchObject({ code: 0 });

  rmSync(file());
  for (const command of [undefined, list, ['secret', 'status'], ['secret', 'rotate']])
    expect(await end(command), String(command)).toMatchObject({
      code: 1,
      output: expect.stringMatching(/backup/),
    });
  expect(await end(['secret', 'start-anew'])).toMatchObject({
    code: 1,
    output: expect.stringMatching(/Would end:[\s\S]*Nothing was changed/),
  });
  expect(existsSync(file())).toBe(false);
  expect(await end(['secret', 'start-anew', '--yes'])).toMatchObject({ code: 0 });
  expect(existsSync(file())).toBe(true);
  expect(await end(list)).toMatchObject({ code: 0 });
  expect(await end(['secret', 'start-anew', '--yes'])).toMatchObject({
    code: 1,
    output: expect.stringMatching(/nothing has to end/),
  });
}, 600_000);
