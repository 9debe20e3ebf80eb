import type { PoliteClient } from '../../sources/_kit/polite-client.ts';
import { HostPace } from './host-pace.ts';
import { Blocked, GiveUp, RetryLater } from './http-problem.ts';
import type { OutboundAnswer, OutboundClient } from './outbound-client.ts';
import type { PoliteRequest, PoliteResponse } from './polite-request.ts';

export interface PoliteClientOptions {
  readonly outbound: OutboundClient;
  readonly monotonicMs: () => number;
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

/** One client for all sources. Throws RetryLater, Blocked or GiveUp, and Refused for an address it may not ask. */
export function createPoliteClient(options: PoliteClientOptions): PoliteClient {
  const paces = new Map<string, HostPace>();
  const { retries = 2, maxWaitMs = 60_000 } = options;

  async function waitForTurn(pace: HostPace, request: PoliteRequest): Promise<void> {
    for (;;) {
      const waitMs = pace.book(options.monotonicMs(), request.rateLimit);
      if (waitMs === 0) return;
      if (waitMs > maxWaitMs)
        throw new RetryLater('rate_limited', 'our own rate limit for this host', waitMs);
      await options.sleep(waitMs);
    }
  }

  async function get(request: PoliteRequest): Promise<PoliteResponse> {
    const { host } = new URL(request.url);
    const pace = paces.get(host) ?? new HostPace();
    paces.set(host, pace);
    for (let attempt = 0; ; attempt++) {
      await waitForTurn(pace, request);
      try {
        return await ask(options.outbound, request);
      } catch (error) {
        if (!(error instanceof RetryLater)) throw error;
        const problem = error;
        if (problem.code === 'asked_to_wait') pace.restUntil(options.monotonicMs() + problem.retryAfterMs);
        if (problem.code === 'asked_to_wait' || attempt >= retries) throw problem;
        await options.sleep(firstBackoffMs * 2 ** attempt);
      }
    }
  }

  return { get };
}

async function ask(outbound: OutboundClient, request: PoliteRequest): Promise<PoliteResponse> {
  let contentType = '';
  const { status, bytes } = await outbound.request(
    {
      url: request.url,
      maxBytes: request.maxBytes,
      timeoutMs: request.timeoutMs,
      headers: { ...request.headers, accept: request.accept.join(', ') },
    },
    (head) => {
      contentType = assertAnswer(head, request);
    },
  );
  return { status, bytes, contentType };
}

/** The media type of a good answer; throws for every other. */
function assertAnswer(
  { status, headers }: Pick<OutboundAnswer, 'status' | 'headers'>,
  request: PoliteRequest,
): string {
  if (status === 429 || (status === 503 && headers['retry-after'] !== undefined))
    throw new RetryLater('asked_to_wait', `the server answered ${status}`, readRetryAfter(headers), status);
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
  return contentType;
}

/** Seconds or a date (RFC 9110, 10.2.3), which is one of the server's clock, as is its `Date`; between 1 s and a day. */
function readRetryAfter(headers: OutboundAnswer['headers']): number {
  const text = String(headers['retry-after'] ?? '').trim();
  const ms = /^\d{1,9}$/.test(text)
    ? Number(text) * 1000
    : Date.parse(text) - Date.parse(String(headers.date));
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 1000), maxRestMs) : defaultRestMs;
}
