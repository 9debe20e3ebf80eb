import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { entrances, pages } from '../../contracts/pages.ts';
import type { Server } from '../server-type.ts';
import { noncePlaceholder } from './security-headers.ts';

/** As Fastify writes them. */
const addresses = [...Object.values(pages), ...Object.values(entrances)].map((page) =>
  page.replace(/\$\w+$/, '*'),
);

/**
 * The built web bundle: hashed files are kept for a year, the page itself is asked for each time and carries the nonce
 * of its answer. Registered in a scope of its own, whose routes are public.
 */
export async function registerWeb(server: Server, folder: string): Promise<void> {
  const index = path.join(folder, 'index.html');
  if (!existsSync(index)) return;
  const pieces = readFileSync(index, 'utf8').split(noncePlaceholder);
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: false,
    // the page is made by the routes below, with its nonce
    globIgnore: ['index.html'],
    setHeaders: (reply, file) => {
      const isHashed = file.includes(`${path.sep}assets${path.sep}`);
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const url of addresses) {
    server.get(url, { schema: { hide: true } }, (request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(pieces.join(request.cspNonce)),
    );
  }
}
