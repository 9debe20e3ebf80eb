import swaggerUi from '@fastify/swagger-ui';
import type { Server } from '../server-type.ts';

/** The one style element that the library's scripts make: the colours of its logo. */
const logoStyle = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

/**
 * The contract as a page. Its template is the library's own and fixed, so each of its scripts may carry the nonce.
 */
export async function registerApiBrowser(server: Server): Promise<void> {
  server.addHook('onSend', async (request, reply, payload) => {
    const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
    if (!isPage || typeof payload !== 'string') return payload;
    const policy = String(reply.getHeader('content-security-policy'));
    reply.header(
      'content-security-policy',
      policy.replace("style-src 'self'", `style-src 'self' ${logoStyle}`),
    );
    return payload.replaceAll('<script ', `<script nonce="${request.cspNonce}" `);
  });
  await server.register(swaggerUi, { routePrefix: '/api/docs' });
}
