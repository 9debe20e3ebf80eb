import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProblemError } from '../../app/problem-error.ts';
import { within } from '../../platform/within.ts';
import { unlimitedRoutes } from '../limit-policies.ts';
import type { Server } from '../server-type.ts';

/** How a stop goes; with what follows it (queue, connections, database) it ends within 20 s. */
export const drainLimits = {
  /** Requests are refused, but connections still taken, so that a balancer reads it from `/readyz`. */
  listenOnMs: 300,
  /** Open connections are kept at least so long: a request may be on its way. */
  noticeMs: 1_000,
  /** What is under way has so long to finish. */
  finishMs: 7_000,
} as const;

export interface Drain {
  readonly isDraining: () => boolean;
}

/** When the server closes: refuse what is new, stop listening, finish what is under way, and only then hang up. */
export function registerDrain(server: Server): Drain {
  const underWay = new Set<ServerResponse>();
  let isDraining = false;
  let tellIdle: () => void = () => undefined;
  const leave = (response: ServerResponse) => {
    underWay.delete(response);
    if (underWay.size === 0) tellIdle();
  };

  server.addHook('onRequest', async (request, reply) => {
    if (isDraining && !unlimitedRoutes.has(request.routeOptions.url ?? '')) {
      reply.header('retry-after', '1');
      throw new ProblemError(503, 'stopping', 'The program is stopping. Try again in a moment.');
    }
    underWay.add(reply.raw);
    reply.raw.once('close', () => leave(reply.raw));
  });
  server.addHook('onSend', async (_request, reply) => {
    if (isDraining) reply.header('connection', 'close');
  });
  server.addHook('onResponse', async (_request, reply) => leave(reply.raw));

  server.addHook('preClose', async () => {
    isDraining = true;
    const { server: http } = server;
    if (!http.listening) return;
    const open = await new Promise<number>((resolve) => http.getConnections((_error, n) => resolve(n)));
    if (!open && underWay.size === 0) return;
    const finished = new Promise<void>((resolve) => {
      tellIdle = resolve;
    });
    await sleep(drainLimits.listenOnMs);
    // Node would hang up on idle connections, on which a request may be on its way
    http.closeIdleConnections = () => undefined;
    http.close();
    await Promise.all([
      sleep(drainLimits.noticeMs - drainLimits.listenOnMs),
      underWay.size > 0 && within(drainLimits.finishMs - drainLimits.listenOnMs, finished),
    ]);
  });
  return { isDraining: () => isDraining };
}
