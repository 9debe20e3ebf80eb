import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

export const owner = { email: 'owner@example.com', password: 'maple-anchor-violet-37' };

export interface RunningProgram {
  readonly url: string;
  readonly home: string;
  stop(): Promise<void>;
}

/** The program as `npm start` runs it, with a home of its own, the sample market and {@link owner}, on a free port. */
export async function startProgram(
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningProgram> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-run-'));
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      DEALERSCOPE_HOME: home,
      PORT: '0',
      DATABASE_URL: '',
      DEALERSCOPE_OWNER_EMAIL: owner.email,
      DEALERSCOPE_OWNER_PASSWORD: owner.password,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (text: Buffer) => {
      output += text.toString();
      const found = /Open\s+(http:\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', (code) => reject(new Error(`the program ended with ${code}:\n${output}`)));
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  // a program that ends under its tests fails them all: say once why
  let isStopping = false;
  child.once('close', (code, signal) => {
    if (!isStopping) process.stderr.write(`the program ended with ${code ?? signal}:\n${output}\n`);
  });
  return {
    url,
    home,
    async stop() {
      isStopping = true;
      child.kill('SIGTERM');
      await ended;
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
