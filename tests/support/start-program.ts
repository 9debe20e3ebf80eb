import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnProgram } from './spawn-program.ts';

export const owner = { email: 'owner@example.com', password: 'maple-anchor-violet-37' };

export interface RunningProgram {
  readonly url: string;
  readonly home: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** What a program of the tests is told: a free port, {@link owner}, nothing of the machine's own. */
export const programEnvironment = (home: string): Readonly<Record<string, string>> => ({
  DEALERSCOPE_HOME: home,
  PORT: '0',
  DATABASE_URL: '',
  DEALERSCOPE_OWNER_EMAIL: owner.email,
  DEALERSCOPE_OWNER_PASSWORD: owner.password,
});

/** The program as `npm start` runs it, with a home of its own, the sample market and {@link owner}, on a free port. */
export async function startProgram(
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningProgram> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-run-'));
  const program = spawnProgram({
    args: ['src/main.ts'],
    env: { ...programEnvironment(home), ...environment },
  });
  const [, url = ''] = await program.said(/Open\s+(http:\S+)/);
  // a program that ends under its tests fails them all: say once why
  let isStopping = false;
  void program.ended.then(({ code, signal, output }) => {
    if (!isStopping) process.stderr.write(`the program ended with ${code ?? signal}:\n${output}\n`);
  });
  return {
    url,
    home,
    pid: program.child.pid ?? 0,
    async stop() {
      isStopping = true;
      program.child.kill('SIGTERM');
      await program.ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const toCookie = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');

async function post(url: string, body: unknown, cookie = ''): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin, cookie },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response;
}

/** The owner's session, as a browser sends it back, and a key that may what the owner may. */
export async function signInOwner(
  url: string,
  credentials: typeof owner = owner,
): Promise<{ cookie: string; key: string }> {
  const cookie = toCookie(await post(`${url}/api/v1/auth/sign-in`, credentials));
  const made = await post(`${url}/api/v1/api-keys`, { name: 'tests', role: 'owner' }, cookie);
  return { cookie, key: ((await made.json()) as { key: string }).key };
}
