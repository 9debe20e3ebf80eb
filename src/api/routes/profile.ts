import type { Application } from '../../app/application.ts';
import { buyerProfileInputSchema } from '../../contracts/buyer-profile.ts';
import { problemSchema } from '../../contracts/problem.ts';
import type { Server } from '../server-type.ts';

export function registerProfile(server: Server, app: Application): void {
  server.get(
    '/api/v1/profile',
    {
      schema: {
        summary: 'How the dealership buys, defaults filled in',
        tags: ['profile'],
        response: { 200: buyerProfileInputSchema },
      },
    },
    () => app.readSettings(),
  );
  server.put(
    '/api/v1/profile',
    {
      schema: {
        summary: 'Change how the dealership buys',
        description: 'Changes the fields given; every lot is then assessed anew in the background.',
        tags: ['profile'],
        body: buyerProfileInputSchema,
        response: { 200: buyerProfileInputSchema, 400: problemSchema },
      },
    },
    (request) => app.saveSettings(request.body),
  );
}
