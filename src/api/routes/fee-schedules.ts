import { z } from 'zod';
import { feeSchedulesSchema, ownFeeScheduleSchema } from '../../contracts/fee-schedules.ts';
import { problemSchema } from '../../contracts/problem.ts';
import type { AppOf, Server } from '../server-type.ts';

export function registerFeeSchedules(server: Server, appOf: AppOf): void {
  server.get(
    '/api/v1/fee-schedules',
    {
      config: { access: 'fees.read' },
      schema: {
        summary: 'What auctions charge buyers: shipped schedules and your own, every revision',
        tags: ['fee schedules'],
        response: { 200: feeSchedulesSchema },
      },
    },
    (request) => appOf(request).listFeeSchedules(),
  );
  server.put(
    '/api/v1/fee-schedules/:source',
    {
      config: { access: 'fees.change' },
      schema: {
        summary: 'Add your own schedule for a source',
        description:
          'Holds from `effectiveFrom` on, in place of the shipped ones; earlier ones stay to be looked up. Every lot is then assessed anew in the background.',
        tags: ['fee schedules'],
        params: z.object({ source: z.string().min(1).max(40) }),
        body: ownFeeScheduleSchema,
        response: { 200: feeSchedulesSchema, 400: problemSchema, 404: problemSchema },
      },
    },
    (request) => appOf(request).addFeeSchedule(request.params.source, request.body),
  );
}
