import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Server } from '../server-type.ts';

/** The built web bundle: hashed files are kept for a year, the page itself is asked for each time. */
export async function registerWeb(server: Server, folder: string): Promise<void> {
  if (!existsSync(path.join(folder, 'index.html'))) return;
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: false,
    setHeaders: (reply, file) => {
      const isHashed = file.includes(`${path.sep}assets${path.sep}`);
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // addresses of the page's own router
  for (const url of [
    '/',
    '/deals/*',
    '/appraise',
    '/rejects',
    '/settings',
    '/settings/costs',
    '/settings/fees',
  ]) {
    server.get(url, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'));
  }
}
