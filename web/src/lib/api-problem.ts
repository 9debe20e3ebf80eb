import type { Problem } from '../../../src/contracts/problem.ts';

/** Every failed request becomes one of these, so that a screen can show the reason and the id to quote. */
export class ApiProblemError extends Error {
  override readonly name = 'ApiProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Reads an RFC 9457 body; what a proxy or a crash answered instead still yields a problem with the status. */
export function toProblem(status: number, body: unknown, correlationId: string | null): Problem {
  const fields: Partial<Record<keyof Problem, unknown>> =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  const errors = Array.isArray(fields.errors)
    ? fields.errors.filter(
        (entry): entry is { pointer: string; message: string } =>
          typeof entry === 'object' && entry !== null && isText(entry.pointer) && isText(entry.message),
      )
    : [];
  return {
    type: isText(fields.type) ? fields.type : 'about:blank',
    title: isText(fields.title) ? fields.title : `The server answered ${status}`,
    status,
    code: isText(fields.code) ? fields.code : `http_${status}`,
    correlationId: isText(fields.correlationId) ? fields.correlationId : (correlationId ?? ''),
    ...(isText(fields.detail) && { detail: fields.detail }),
    ...(errors.length > 0 && { errors }),
  };
}

/** The server could not be reached at all, so there is no correlation id. */
export function toNetworkProblem(): Problem {
  return {
    type: 'about:blank',
    title: 'The server cannot be reached',
    status: 0,
    code: 'network_unreachable',
    detail: 'Check that DealerScope is running and that this device is connected, then try again.',
    correlationId: '',
  };
}
