import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../app/problem-error.ts';
import type { Server } from '../server-type.ts';

/** More of anything is an attack or a mistake; every real request keeps far below. */
export const requestLimits = {
  bodyBytes: 512 * 1024,
  headerBytes: 16 * 1024,
  headers: 100,
  urlCharacters: 4_096,
  queryFields: 100,
  /** Values in a JSON body, objects and lists counted as well. */
  bodyValues: 20_000,
  bodyDepth: 32,
  /** Until the head of a request is there. */
  headTimeoutMs: 10_000,
  /** Until all of a request is there. */
  requestTimeoutMs: 30_000,
  /** Without a byte either way. */
  silenceTimeoutMs: 60_000,
  /** Between two requests; longer than proxies keep theirs (60 s), so that the proxy is the one that hangs up. */
  keepAliveTimeoutMs: 72_000,
} as const;

function assertHead({ raw }: FastifyRequest): void {
  const url = raw.url ?? '';
  if (url.length > requestLimits.urlCharacters)
    throw new ProblemError(
      414,
      'address_too_long',
      `An address has at most ${requestLimits.urlCharacters} characters.`,
    );
  if (raw.rawHeaders.length / 2 > requestLimits.headers)
    throw new ProblemError(
      431,
      'too_many_headers',
      `A request has at most ${requestLimits.headers} headers.`,
    );
  const at = url.indexOf('?');
  if (at >= 0 && url.slice(at).split('&', requestLimits.queryFields + 1).length > requestLimits.queryFields)
    throw new ProblemError(
      400,
      'too_many_fields',
      `A query has at most ${requestLimits.queryFields} fields.`,
    );
}

/** Walks without recursion: depth is what is being checked. */
function assertBody(body: unknown): void {
  let level: unknown[] = [body];
  let values = 0;
  for (let depth = 0; level.length > 0; depth++) {
    values += level.length;
    if (depth > requestLimits.bodyDepth)
      throw new ProblemError(400, 'too_deep', `A body is nested at most ${requestLimits.bodyDepth} deep.`);
    if (values > requestLimits.bodyValues)
      throw new ProblemError(
        413,
        'too_many_fields',
        `A body holds at most ${requestLimits.bodyValues} values.`,
      );
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
}

/** JSON pointers of texts that PostgreSQL cannot hold: with a NUL, or half of a surrogate pair. */
function findBadTexts(value: unknown, pointer: string): string[] {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? [pointer] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    ...(name.includes('\0') || !name.isWellFormed() ? [pointer] : []),
    ...findBadTexts(inner, `${pointer}/${name}`),
  ]);
}

function assertTexts({ params, query, body }: FastifyRequest): void {
  const bad = [params, query, body].flatMap((part) => findBadTexts(part, ''));
  if (bad.length === 0) return;
  throw new ProblemError(
    400,
    'invalid_request',
    'Some fields are not as they should be.',
    bad.slice(0, 20).map((pointer) => ({ pointer, message: 'holds characters that are no text' })),
  );
}

/** Refuses what no client of ours sends, before it costs anything. */
export function registerRequestShape(server: Server): void {
  // Node drops what is over its own count silently: it must see one more than we take
  server.server.maxHeadersCount = requestLimits.headers + 1;
  server.addHook('onRequest', async (request) => assertHead(request));
  server.addHook('preValidation', async (request) => {
    if (typeof request.body === 'object') assertBody(request.body);
  });
  // after the route's own checks, which name a field better
  server.addHook('preHandler', async (request) => assertTexts(request));
}
