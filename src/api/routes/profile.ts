import { buyerProfileInputSchema } from '../../contracts/buyer-profile.ts';
import { problemSchema } from '../../contracts/problem.ts';
import type { AppOf, Server } from '../server-type.ts';

export function registerProfile(server: Server, appOf: AppOf): void {
  server.get(
    '/api/v1/profile',
    {
      config: { access: 'profile.read' },
      schema: {
        summary: 'How the dealership buys, defaults filled in',
        tags: ['profile'],
        response: { 200: buyerProfileInputSchema },
      },
    },
    (request) => appOf(request).readSettings(),
  );
  server.put(
    '/api/v1/profile',
    {
      config: { access: 'profile.change' },
      schema: {
        summary: 'Change how the dealership buys',
        description: 'Changes the fields given; every lot is then assessed anew in the background.',
        tags: ['profile'],
        body: buyerProfileInputSchema,
        response: { 200: buyerProfileInputSchema, 400: problemSchema },
      },
    },
    (request) => appOf(request).saveSettings(request.body),
  );
}
