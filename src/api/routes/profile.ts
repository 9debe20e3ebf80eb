import { z } from 'zod';
import { buyerProfileInputSchema, costFigureListSchema } from '../../contracts/buyer-profile.ts';
import { problemSchema } from '../../contracts/problem.ts';
import { profileHistorySchema } from '../../contracts/settings.ts';
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
        description: 'Changes the fields given; every list is under them from the answer on.',
        tags: ['profile'],
        body: buyerProfileInputSchema,
        response: { 200: buyerProfileInputSchema, 400: problemSchema },
      },
    },
    (request) => appOf(request).saveSettings(request.body),
  );
  server.get(
    '/api/v1/profile/cost-figures',
    {
      config: { access: 'profile.read' },
      schema: {
        summary: 'The assumed figures of the cost tables that a dealership may replace, with their standards',
        tags: ['profile'],
        response: { 200: costFigureListSchema },
      },
    },
    (request) => appOf(request).listCostFigures(),
  );
  server.get(
    '/api/v1/profile/history',
    {
      config: { access: 'profile.read' },
      schema: {
        summary: 'Every change of the settings, newest first',
        tags: ['profile'],
        response: { 200: profileHistorySchema },
      },
    },
    (request) => appOf(request).listProfileHistory(),
  );
  server.post(
    '/api/v1/profile/history/:version/restore',
    {
      config: { access: 'profile.change' },
      schema: {
        summary: 'Put back the settings of a version; 0 is before the first change',
        description: 'A change like any other: it is kept, and every list is under it from the answer on.',
        tags: ['profile'],
        params: z.object({ version: z.coerce.number().int().min(0).max(2_000_000_000) }),
        response: { 200: buyerProfileInputSchema, 404: problemSchema },
      },
    },
    (request) => appOf(request).restoreSettings(request.params.version),
  );
}
