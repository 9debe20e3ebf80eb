import type { FastifySchemaCompiler } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../app/problem-error.ts';
import { toFieldErrors } from '../../contracts/problem.ts';
import type { Server } from '../server-type.ts';

/** Body, query and path are parsed by the route's own schema; every bad field is named by its JSON pointer. */
const compileValidator: FastifySchemaCompiler<unknown> =
  ({ schema }) =>
  (data: unknown) => {
    if (!(schema instanceof z.ZodType)) throw new TypeError('a route must give its schemas as zod types');
    const parsed = schema.safeParse(data);
    if (parsed.success) return { value: parsed.data };
    const errors = toFieldErrors(parsed.error.issues);
    return {
      error: new ProblemError(400, 'invalid_request', 'Some fields are not as they should be.', errors),
    };
  };

export function registerValidation(server: Server): void {
  server.setValidatorCompiler(compileValidator);
  // JSON is the one thing that is read: a form or plain text, which a foreign page could post, is a 415
  server.removeContentTypeParser('text/plain');
}
