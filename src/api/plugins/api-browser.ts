import swaggerUi from '@fastify/swagger-ui';
import type { Server } from '../server-type.ts';

/** The contract as a page. Its template is the library's own and fixed, so each of its scripts may carry the nonce. */
export async function registerApiBrowser(server: Server): Promise<void> {
  server.addHook('onSend', async (request, reply, payload) => {
    const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
    if (!isPage || typeof payload !== 'string') return payload;
    return payload.replaceAll('<script ', `<script nonce="${request.cspNonce}" `);
  });
  await server.register(swaggerUi, { routePrefix: '/api/docs' });
}
