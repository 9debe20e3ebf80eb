import { z } from 'zod';
import type { Application } from '../../app/application.ts';
import { feeSchedulesSchema, ownFeeScheduleSchema } from '../../contracts/fee-schedules.ts';
import { problemSchema } from '../../contracts/problem.ts';
import type { Server } from '../server-type.ts';

export function registerFeeSchedules(server: Server, app: Application): void {
  server.get(
    '/api/v1/fee-schedules',
    {
      schema: {
        summary: 'What auctions charge buyers: shipped schedules and your own, every revision',
        tags: ['fee schedules'],
        response: { 200: feeSchedulesSchema },
      },
    },
    () => app.listFeeSchedules(),
  );
  server.put(
    '/api/v1/fee-schedules/:source',
    {
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
    (request) => app.addFeeSchedule(request.params.source, request.body),
  );
}
