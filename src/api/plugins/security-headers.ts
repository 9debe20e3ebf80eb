import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from '../server-type.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What a script of ours must show to be run in the page that answers this request. */
    cspNonce: string;
  }
}

/** Stands in the built page where the nonce of each answer goes (`html.cspNonce` of web/vite.config.ts). */
export const noncePlaceholder = '__CSP_NONCE__';

/** A script runs only with this answer's nonce, or loaded by one that has it; nothing inline, no attribute handlers. */
const toPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "script-src-attr 'none'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    // pictures of lots lie at the auctions
    "img-src 'self' https: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** What answers that are no page get: should a browser take one for a page, nothing in it runs. */
const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

const permissions = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

const yearSeconds = 365 * 24 * 3600;

export function registerSecurityHeaders(server: Server): void {
  server.decorateRequest('cspNonce', '');
  server.addHook('onRequest', async (request) => {
    request.cspNonce = randomBytes(18).toString('base64url');
  });
  server.addHook('onSend', async (request, reply) => setSecurityHeaders(request, reply));
}

/** By itself for what is refused before any hook runs. */
export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
  reply.headers({
    'content-security-policy': isPage ? toPolicy(request.cspNonce) : dataPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'permissions-policy': permissions,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'x-permitted-cross-domain-policies': 'none',
    'x-correlation-id': request.id,
  });
  // told over plain http it would be ignored; told for http it could lock people out
  if (request.protocol === 'https') reply.header('strict-transport-security', `max-age=${yearSeconds}`);
}
