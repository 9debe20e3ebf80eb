import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { BusyError } from '../../app/bounded-turns.ts';
import { ProblemError } from '../../app/problem-error.ts';
import type { Problem } from '../../contracts/problem.ts';
import { WaitError } from '../../identity/sign-in-throttle.ts';
import { isDenied } from '../../platform/database/is-denied.ts';
import { diskFullDetail, isDiskFull } from '../../platform/database/is-disk-full.ts';
import { isDatabaseLost } from '../../platform/database/is-lost.ts';
import type { Server } from '../server-type.ts';

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  431: 'Too many headers',
  429: 'Too many requests',
  500: 'Something went wrong here',
  503: 'Not available at the moment',
  507: 'No room to store it',
};

/** `code` for what Fastify itself refuses. */
const codes: Record<number, string> = {
  400: 'bad_request',
  404: 'not_found',
  413: 'too_large',
  414: 'address_too_long',
  415: 'unsupported_media_type',
};

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  rest: Pick<Problem, 'detail' | 'errors'>,
) {
  const problem: Problem = {
    type: `about:blank#${code}`,
    title: titles[status] ?? 'Error',
    status,
    code,
    correlationId: request.id,
    ...rest,
  };
  return reply
    .status(status)
    .header('x-correlation-id', request.id)
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}

/** Every error leaves as an RFC 9457 document; what went wrong inside stays in the log, under the same id. */
export function sendProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof ProblemError) {
    if (error instanceof WaitError || error instanceof BusyError)
      reply.header('retry-after', String(error.retryAfterSeconds));
    return send(request, reply, error.status, error.code, {
      detail: error.message,
      ...(error.errors && { errors: [...error.errors] }),
    });
  }
  // what the database walls off is not there for whoever asks; the event is written by security-watch.ts
  if (isDenied(error))
    return send(request, reply, 404, 'not_found', { detail: 'There is nothing at this address.' });
  if (isDiskFull(error)) return send(request, reply, 507, 'disk_full', { detail: diskFullDetail });
  const status = error.statusCode ?? 500;
  if (status < 500)
    return send(request, reply, status, codes[status] ?? 'bad_request', { detail: error.message });
  request.log.error({ err: error }, 'request failed');
  return send(request, reply, 500, 'internal_error', {
    detail: 'The error is in the log under this correlation id.',
  });
}

/** `noteLost` hears of each request that the database's absence failed, and writes the log for all of them. */
export function registerProblems(server: Server, noteLost: (error: unknown) => void): void {
  server.setErrorHandler((error: FastifyError, request, reply) => {
    if (!isDatabaseLost(error)) return sendProblem(error, request, reply);
    noteLost(error);
    reply.header('retry-after', '2');
    return send(request, reply, 503, 'database_unavailable', {
      detail: 'The database does not answer at the moment. Try again in a few seconds.',
    });
  });
  server.setNotFoundHandler((request, reply) =>
    send(request, reply, 404, 'not_found', { detail: 'There is nothing at this address.' }),
  );
}
