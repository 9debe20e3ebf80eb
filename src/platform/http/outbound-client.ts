import { Agent, type Dispatcher, request as send } from 'undici';
import { createGuardedConnect, type Resolve } from './guarded-connect.ts';
import { HttpProblemError, Refused, RetryLater } from './http-problem.ts';
import { isAddressAllowed, isHostAllowed, type OutboundAllowance } from './outbound-policy.ts';
import { acceptEncoding, readBody } from './read-body.ts';

export interface OutboundRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Of the answer, before and after decompression. */
  readonly maxBytes: number;
  /** For everything: names, connections, every redirect, the whole answer. */
  readonly timeoutMs: number;
  /** Default 0: a redirect is an answer like any other. */
  readonly maxRedirects?: number;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  /** Decompressed. */
  readonly bytes: Uint8Array;
  /** Where it came from after redirects. */
  readonly url: string;
}

export interface OutboundClientOptions {
  readonly userAgent: string;
  readonly allow: readonly OutboundAllowance[];
  /** Stands in for the system's name lookup. */
  readonly resolve?: Resolve;
  /** Connections to one host at the same time; default 2. */
  readonly connectionsPerHost?: number;
}

export interface OutboundClient {
  /**
   * Throws `Refused` for an address the program may not ask, `GiveUp` for an answer that is too large or cannot be
   * decompressed, `RetryLater` where the line broke or the time was over.
   * `onHead` sees status and headers before the body is read, and may throw to be spared it.
   */
  request(
    request: OutboundRequest,
    onHead?: (answer: Omit<OutboundAnswer, 'bytes'>) => void,
  ): Promise<OutboundAnswer>;
  close(): Promise<void>;
}

const connectTimeoutMs = 10_000;
const redirects = new Set([301, 302, 303, 307, 308]);
/** Where a broken line may be tried again. */
const brokenLineRestMs = 60_000;

/** The one door through which the program asks other servers anything. */
export function createOutboundClient(options: OutboundClientOptions): OutboundClient {
  const agent = new Agent({
    connections: options.connectionsPerHost ?? 2,
    pipelining: 1,
    maxHeaderSize: 16 * 1024,
    connect: createGuardedConnect({
      allow: options.allow,
      connectTimeoutMs,
      ...(options.resolve && { resolve: options.resolve }),
    }),
  });

  async function follow(
    asked: OutboundRequest,
    signal: AbortSignal,
    onHead: ((answer: Omit<OutboundAnswer, 'bytes'>) => void) | undefined,
  ): Promise<OutboundAnswer> {
    let hop: OutboundRequest = asked;
    for (let left = asked.maxRedirects ?? 0; ; left--) {
      const url = parseOutboundUrl(hop.url, options.allow);
      const response = await send(url, {
        dispatcher: agent,
        signal,
        method: hop.method ?? 'GET',
        ...(hop.body !== undefined && { body: hop.body }),
        headers: { ...hop.headers, 'user-agent': options.userAgent, 'accept-encoding': acceptEncoding },
      });
      try {
        const { statusCode: status, headers } = response;
        const { location } = headers;
        if (asked.maxRedirects && redirects.has(status) && typeof location === 'string') {
          if (left === 0) throw new Refused('too_many_redirects', 'the server redirects too often', status);
          hop = redirected(hop, status, location);
          continue;
        }
        onHead?.({ status, headers, url: url.href });
        return { status, headers, bytes: await readBody(response, asked.maxBytes), url: url.href };
      } finally {
        // whatever was not read: the connection is given up rather than drained
        response.body.on('error', () => {}).destroy();
      }
    }
  }

  return {
    async request(asked, onHead) {
      const signal = AbortSignal.timeout(asked.timeoutMs);
      try {
        return await follow(asked, signal, onHead);
      } catch (error) {
        throw toProblem(error, signal);
      }
    },
    close: () => agent.destroy(),
  };
}

/** Throws `Refused` for everything that is not a plain https address, or a plain http one that the operator allows. */
export function parseOutboundUrl(address: string, allow: readonly OutboundAllowance[]): URL {
  if (!URL.canParse(address)) throw new Refused('bad_url', 'this is not an address');
  const url = new URL(address);
  if (url.username !== '' || url.password !== '')
    throw new Refused('userinfo', 'an address with a name or password in it is not asked');
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const isAllowed = isHostAllowed(hostname, port, allow) || isAddressAllowed(hostname, port, allow);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isAllowed))
    throw new Refused('forbidden_scheme', 'only https is asked');
  // below 1024 live mail, shells and the like, which may take a request for commands
  if (port < 1024 && port !== 443 && port !== 80 && !isAllowed)
    throw new Refused('forbidden_port', `port ${port} is not asked`);
  return url;
}

function redirected(from: OutboundRequest, status: number, location: string): OutboundRequest {
  if (!URL.canParse(location, from.url)) throw new Refused('bad_url', 'the redirect leads to no address');
  const to = new URL(location, from.url);
  const isSameOrigin = to.origin === new URL(from.url).origin;
  const { headers = {}, body, method = 'GET', ...rest } = from;
  const keepsBody = status === 307 || status === 308 || method === 'GET' || method === 'HEAD';
  if (keepsBody && body !== undefined && !isSameOrigin)
    throw new Refused('body_to_other_server', 'what is sent is for the server that was asked', status);
  const accept = Object.entries(headers).filter(([name]) => name.toLowerCase() === 'accept');
  return {
    ...rest,
    url: to.href,
    method: keepsBody ? method : 'GET',
    ...(keepsBody && body !== undefined && { body }),
    // keys are for the server they were given for
    headers: isSameOrigin ? headers : Object.fromEntries(accept),
  };
}

/** Broken lines and timeouts are the network's fault, so later may be better; anything else is our own bug. */
function toProblem(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof HttpProblemError) return error;
  if (signal.aborted) return new RetryLater('timeout', 'no answer in time', brokenLineRestMs);
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.cause instanceof HttpProblemError) return error.cause;
  return new RetryLater('connection_failed', 'the connection failed', brokenLineRestMs);
}
