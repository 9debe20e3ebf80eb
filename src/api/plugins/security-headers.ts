import type { Server } from '../server-type.ts';

const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' https: data:",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The API browser ships styles in its page; nothing of ours does. */
const docsPolicy = contentSecurityPolicy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

export function registerSecurityHeaders(server: Server): void {
  server.addHook('onSend', async (request, reply) => {
    reply.headers({
      'content-security-policy': request.url.startsWith('/api/docs') ? docsPolicy : contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'cross-origin-opener-policy': 'same-origin',
      'x-correlation-id': request.id,
    });
  });
}
