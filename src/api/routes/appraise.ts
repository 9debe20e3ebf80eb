import { appraiseRequestSchema } from '../../contracts/appraise-request.ts';
import { appraiseResponseSchema } from '../../contracts/appraise-response.ts';
import { problemSchema } from '../../contracts/problem.ts';
import type { AppOf, Server } from '../server-type.ts';

export function registerAppraise(server: Server, appOf: AppOf): void {
  server.post(
    '/api/v1/appraise',
    {
      config: { access: 'appraisals.make' },
      schema: {
        summary: 'Appraise any vehicle',
        description:
          'Give `vin`, or `year`, `make` and `model`; the more is known, the narrower the range. Same code path as the pipeline.',
        tags: ['appraise'],
        body: appraiseRequestSchema,
        response: { 200: appraiseResponseSchema, 400: problemSchema },
      },
    },
    (request) => appOf(request).appraise(request.body),
  );
}
