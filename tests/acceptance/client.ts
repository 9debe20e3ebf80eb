/** What a user's script has: the base URL, maybe a key, and HTTP. Nothing of `src` may be imported here. */

const environment = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run through vitest, which starts the program`);
  return value;
};

export const baseUrl = (): string => environment('DEALERSCOPE_URL');

/** The answer's JSON. Its shape is what the tests are about, so it is not typed further. */
// biome-ignore lint/suspicious/noExplicitAny: an outsider knows no types
export type Json = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined where the answer is not JSON. */
  readonly body: Json;
}

/** Any longer and the server hangs: the tests must say so instead of waiting. */
const patienceMs = 15_000;

export async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  const key = process.env.DEALERSCOPE_API_KEY;
  if (key && !headers.has('authorization')) headers.set('authorization', `Bearer ${key}`);
  const response = await fetch(`${baseUrl()}${path}`, {
    ...init,
    headers,
    signal: AbortSignal.timeout(patienceMs),
  });
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
}

export const send = (method: string, path: string, body: unknown): Promise<Answer> =>
  ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** `POST /api/v1/appraise`, which must succeed. */
export async function appraise(request: Json): Promise<Json> {
  const { status, body, text } = await send('POST', '/api/v1/appraise', request);
  if (status !== 200) throw new Error(`appraise answered ${status}: ${text.slice(0, 500)}`);
  return body;
}
