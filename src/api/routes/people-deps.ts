import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { plainText } from '../../contracts/deals.ts';
import type { Origin } from '../../identity/caller.ts';
import type { Identity } from '../../identity/identity.ts';

/** What the routes about people need. */
export interface PeopleDeps {
  readonly identity: Identity;
  readonly originOf: (request: FastifyRequest) => Origin;
}

export const idParams = z.object({ id: plainText(60) });
export const nothing = z.null();
