import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../app/problem-error.ts';
import type { DatabaseProblemError } from '../../platform/database/database-problem-error.ts';
import type { Server } from '../server-type.ts';

export interface StorageState {
  /** Why nothing may be written now; undefined while there is room. */
  readonly findStorageProblem?: () => DatabaseProblemError | undefined;
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Questions that are sent as POST store nothing; signing in stores a few bytes, and who reads has to get in. */
function changes({ method, routeOptions }: FastifyRequest): boolean {
  const { access } = routeOptions.config;
  if (reading.has(method) || access === undefined || access === 'public' || access === 'local') return false;
  return access !== 'appraisals.make' && !access.endsWith('.read');
}

/** Refuses what would store something, before the disk is so full that PostgreSQL itself stands still. Reads go on. */
export function registerStorageGuard(server: Server, { findStorageProblem }: StorageState): void {
  server.addHook('onRequest', async (request) => {
    const problem = findStorageProblem?.();
    if (problem && changes(request)) throw new ProblemError(507, problem.code, problem.message);
  });
}
