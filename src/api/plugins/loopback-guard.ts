import { ProblemError } from '../../app/problem-error.ts';
import type { Server } from '../server-type.ts';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Without sign-in the walls are the loopback address and this: a page of another site must not reach us through
 * the user's browser, neither under a name of its own that points here (DNS rebinding) nor by a form it posts.
 */
export function registerLoopbackGuard(server: Server): void {
  server.addHook('onRequest', async (request) => {
    const { host, origin } = request.headers;
    if (!host || !loopback.test(host))
      throw new ProblemError(403, 'foreign_host', 'This server answers on this machine only.');
    if (safeMethods.has(request.method) || origin === undefined) return;
    if (origin !== `http://${host}`)
      throw new ProblemError(403, 'foreign_origin', 'Requests of other sites are refused.');
  });
}
