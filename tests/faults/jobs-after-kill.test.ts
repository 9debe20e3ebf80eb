import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { findFreePort } from '../support/redis.ts';
import { owner } from '../support/start-program.ts';
import { type OwnPostgres, startOwnPostgres } from './kit/own-postgres.ts';
import { type Program, runProgram } from './kit/program.ts';
import { startTcpProxy, type TcpProxy } from './kit/tcp-proxy.ts';
import { until } from './kit/until.ts';

let database: OwnPostgres;
let mail: MailServer;
let stuck: TcpProxy;
const programs: Program[] = [];
beforeAll(async () => {
  database = await startOwnPostgres();
  mail = await startMailServer();
  stuck = await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(mail.url).port) });
});
afterAll(async () => {
  for (const program of programs) await program.close();
  await stuck?.close();
  await mail?.close();
  await database?.close();
});

/** One more program on the same database, which sends its mail there. */
async function start(smtpPort: number | string): Promise<{ program: Program; url: string }> {
  const port = await findFreePort();
  const program = runProgram({
    env: {
      PORT: String(port),
      DATABASE_URL: database.connectionString,
      DEALERSCOPE_SAMPLE: 'off',
      DEALERSCOPE_SECRET: 'of both programs, as long as it must be',
      DEALERSCOPE_PUBLIC_URL: 'http://localhost',
      DEALERSCOPE_SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      DEALERSCOPE_MAIL_FROM: 'deals@example.com',
    },
  });
  programs.push(program);
  // it says the address that mails link to
  await program.ready;
  return { program, url: `http://127.0.0.1:${port}` };
}

const readJobs = () =>
  database.query<{ locked_by: string | null; task_identifier: string }>(
    `select locked_by, task_identifier from graphile_worker.jobs where task_identifier = 'mail.send'`,
  );
const askReset = (url: string) =>
  fetch(`${url}/api/v1/auth/password-reset/request`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost' },
    body: JSON.stringify({ email: owner.email }),
  });

test('a mail whose program is killed while it sends is sent by another within a minute', async () => {
  const first = await start(stuck.port);
  const second = await start(new URL(mail.url).port);
  // the first takes the mail, as the second stands still, and hears nothing from its mail server
  second.program.signal('SIGSTOP');
  stuck.hold();
  expect((await askReset(first.url)).status).toBe(202);
  await until('the first program sends', async () =>
    (await readJobs()).some((job) => job.locked_by !== null),
  );
  await first.program.kill('SIGKILL');
  const killedAt = performance.now();
  expect(await readJobs()).toMatchObject([{ locked_by: expect.stringMatching(/^pool-/) }]);
  second.program.signal('SIGCONT');
  const done = async () => mail.received.length > 0 && (await readJobs()).length === 0;
  await until('the second program has sent it', done, { withinMs: 90_000 });
  expect(performance.now() - killedAt).toBeLessThan(60_000);
  expect(mail.received).toHaveLength(1);
  expect(second.program.output()).toMatch(/jobs of a program that is gone are free again/);
}, 240_000);
