import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

const owner = { email: 'owner@example.com', password: 'maple-anchor-violet-37' };

const toCookie = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');

/** The program as `npm start` runs it, with a home of its own and the sample market, on a free port, and its owner signed in. */
export default async function setup() {
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
  const signedIn = await fetch(`${url}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(owner),
  });
  if (!signedIn.ok) throw new Error(`the owner could not sign in: ${await signedIn.text()}`);
  process.env.DEALERSCOPE_URL = url;
  process.env.DEALERSCOPE_HOME_UNDER_TEST = home;
  process.env.DEALERSCOPE_OWNER = JSON.stringify(owner);
  const made = await fetch(`${url}/api/v1/api-keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, cookie: toCookie(signedIn) },
    body: JSON.stringify({ name: 'tests', role: 'owner' }),
  });
  process.env.DEALERSCOPE_API_KEY = ((await made.json()) as { key: string }).key;
  /** The owner’s session, as a browser sends it back. */
  process.env.DEALERSCOPE_COOKIE = toCookie(signedIn);
  return async () => {
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
}
