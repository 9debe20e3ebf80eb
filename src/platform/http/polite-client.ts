import { Agent, type Dispatcher, request as send } from 'undici';
import { HostPace } from './host-pace.ts';
import { Blocked, GiveUp, HttpProblemError, RetryLater } from './http-problem.ts';
import type { PoliteRequest, PoliteResponse } from './polite-request.ts';

export interface PoliteClientOptions {
  /** Who we are and how to reach the operator, such as `DealerScope/0.1 (+mailto:ops@example.com)`. */
  readonly userAgent: string;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Tries after the first for a server's fault or a broken line; default 2. */
  readonly retries?: number;
  /** A longer wait for the rate limit is a RetryLater instead; default 60 s. */
  readonly maxWaitMs?: number;
}

/** Where a server says 429 or 503 without saying how long. */
const defaultRestMs = 60_000;
const maxRestMs = 24 * 3_600_000;
const firstBackoffMs = 500;

export interface ClosablePoliteClient {
  get(request: PoliteRequest): Promise<PoliteResponse>;
  close(): Promise<void>;
}

/** One client for all sources. Throws RetryLater, Blocked or GiveUp, and TypeError for an address it may not ask. */
export function createPoliteClient(options: PoliteClientOptions): ClosablePoliteClient {
  const agent = new Agent({ connections: 2, pipelining: 1 });
  const paces = new Map<string, HostPace>();
  const { retries = 2, maxWaitMs = 60_000 } = options;

  async function waitForTurn(pace: HostPace, request: PoliteRequest): Promise<void> {
    for (;;) {
      const waitMs = pace.book(options.nowMs(), request.rateLimit);
      if (waitMs === 0) return;
      if (waitMs > maxWaitMs)
        throw new RetryLater('rate_limited', 'our own rate limit for this host', waitMs);
      await options.sleep(waitMs);
    }
  }

  async function get(request: PoliteRequest): Promise<PoliteResponse> {
    const { host } = assertAllowed(request.url);
    const pace = paces.get(host) ?? new HostPace();
    paces.set(host, pace);
    for (let attempt = 0; ; attempt++) {
      await waitForTurn(pace, request);
      try {
        return await ask(agent, request, options.userAgent, options.nowMs);
      } catch (error) {
        const problem = toProblem(error);
        if (!(problem instanceof RetryLater)) throw problem;
        if (problem.code === 'asked_to_wait') pace.restUntil(options.nowMs() + problem.retryAfterMs);
        if (problem.code === 'asked_to_wait' || attempt >= retries) throw problem;
        await options.sleep(firstBackoffMs * 2 ** attempt);
      }
    }
  }

  return { get, close: () => agent.destroy() };
}

function assertAllowed(address: string): URL {
  const url = new URL(address);
  const local = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && local)) return url;
  throw new TypeError('only https is asked');
}

async function ask(
  agent: Agent,
  request: PoliteRequest,
  userAgent: string,
  nowMs: () => number,
): Promise<PoliteResponse> {
  const response = await send(request.url, {
    dispatcher: agent,
    signal: AbortSignal.timeout(request.timeoutMs),
    headers: {
      ...request.headers,
      'user-agent': userAgent,
      accept: request.accept.join(', '),
      'accept-encoding': 'identity',
    },
  });
  try {
    const contentType = assertAnswer(response, request, nowMs);
    const bytes = await readBounded(response, request.maxBytes);
    return { status: response.statusCode, bytes, contentType };
  } finally {
    // whatever was not read: the connection is given up rather than drained
    response.body.on('error', () => {}).destroy();
  }
}

/** The media type of a good answer; throws for every other. */
function assertAnswer(
  response: Dispatcher.ResponseData,
  request: PoliteRequest,
  nowMs: () => number,
): string {
  const { statusCode: status, headers } = response;
  if (status === 429 || (status === 503 && headers['retry-after'] !== undefined))
    throw new RetryLater(
      'asked_to_wait',
      `the server answered ${status}`,
      readRetryAfter(headers, nowMs()),
      status,
    );
  if (status >= 500)
    throw new RetryLater('server_error', `the server answered ${status}`, defaultRestMs, status);
  if (status === 401 || status === 403 || status === 407 || status === 451)
    throw new Blocked('refused', `the server refused us with ${status}`, status);
  if (status !== 200) throw new GiveUp('bad_status', `the server answered ${status}`, status);
  const contentType =
    String(headers['content-type'] ?? '')
      .split(';', 1)[0]
      ?.trim()
      .toLowerCase() ?? '';
  if (!request.accept.includes(contentType))
    throw new GiveUp('wrong_content_type', `the answer is ${contentType || 'of no type'}`, status);
  if (Number(headers['content-length'] ?? 0) > request.maxBytes) throw tooLarge(request.maxBytes);
  return contentType;
}

async function readBounded(response: Dispatcher.ResponseData, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body as AsyncIterable<Uint8Array>) {
    size += piece.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const tooLarge = (maxBytes: number): GiveUp =>
  new GiveUp('too_large', `the answer is larger than ${maxBytes} bytes`);

/** Seconds or a date (RFC 9110, 10.2.3), between 1 s and a day. */
function readRetryAfter(headers: Dispatcher.ResponseData['headers'], nowMs: number): number {
  const text = String(headers['retry-after'] ?? '').trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 1000), maxRestMs) : defaultRestMs;
}

/** Broken lines and timeouts are the network's fault, so later may be better; anything else is our own bug. */
function toProblem(error: unknown): HttpProblemError {
  if (error instanceof HttpProblemError) return error;
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const timedOut = error.name === 'TimeoutError';
  const code = timedOut ? 'timeout' : 'connection_failed';
  return new RetryLater(code, timedOut ? 'no answer in time' : 'the connection failed', defaultRestMs);
}
