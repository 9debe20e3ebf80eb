import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { problemSchema } from '../../contracts/problem.ts';
import { permissions } from '../../identity/permissions.ts';

/** How a caller says who they are, for `components.securitySchemes` of the published contract. */
export const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'dealerscope.session_token',
    description: 'Set by `POST /api/v1/auth/sign-in`; its name begins with `__Secure-` behind TLS.',
  },
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of `npx dealerscope user api-key` or of the page “People and keys”.',
  },
} as const;

/** A route in the published contract: what it says of itself, and what `config.access` adds to that. */
export const describeRoute: typeof jsonSchemaTransform = (published) => {
  const access = published.route.config?.access;
  if (access === undefined || access === 'public' || access === 'local')
    return jsonSchemaTransform(published);
  const { byKey } = permissions[access];
  const refusals = { 401: problemSchema, 403: problemSchema, 429: problemSchema, 503: problemSchema };
  const security: Record<string, string[]>[] = [{ session: [] }];
  if (byKey) security.push({ key: [] });
  const response = { ...refusals, ...(published.schema.response as object | undefined) };
  return jsonSchemaTransform({ ...published, schema: { ...published.schema, response, security } });
};
