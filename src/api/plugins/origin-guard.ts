import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../app/problem-error.ts';
import type { Server } from '../server-type.ts';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface OriginGuardSettings {
  /** Origin under which people reach the program; undefined: whatever host they used. */
  readonly publicUrl: string | undefined;
  /** Whether the listener is this machine's own. */
  readonly isLocal: boolean;
}

/** `https://host`, as the request's own page would name itself in `Origin`. */
export const findBaseUrl = (request: FastifyRequest, publicUrl: string | undefined): string =>
  publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;

/**
 * A page of another site must not act through the browser of somebody who is signed in: neither under a name of its own
 * that points here (DNS rebinding) nor by a form it posts. Keys are exempt: no browser adds them by itself.
 */
export function registerOriginGuard(server: Server, { publicUrl, isLocal }: OriginGuardSettings): void {
  const publicHost = publicUrl && new URL(publicUrl).host;
  const isOurHost = (host: string) =>
    publicHost === undefined ? !isLocal || loopback.test(host) : host === publicHost || loopback.test(host);

  server.addHook('onRequest', async (request) => {
    const { host, origin, cookie, authorization } = request.headers;
    if (!host || !isOurHost(host))
      throw new ProblemError(403, 'foreign_host', 'This server does not answer under that name.');
    if (safeMethods.has(request.method) || authorization !== undefined) return;
    const isForeign =
      origin === undefined
        ? cookie !== undefined || request.headers['sec-fetch-site'] === 'cross-site'
        : origin !== findBaseUrl(request, publicUrl);
    if (isForeign)
      throw new ProblemError(403, 'foreign_origin', 'Requests that another site makes are refused.');
  });
}
