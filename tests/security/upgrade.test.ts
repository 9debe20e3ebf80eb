import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IdentityServer, startIdentityServer } from '../support/identity-server.ts';

let running: IdentityServer;
let cookie: string;
let port: number;
beforeAll(async () => {
  running = await startIdentityServer();
  cookie = (await running.addPerson('owner@example.com', 'owner')).cookie;
  await running.server.listen({ port: 0, host: '127.0.0.1' });
  port = (running.server.server.address() as AddressInfo).port;
});
afterAll(() => running.close());

/** The first line of the answer to a WebSocket handshake, sent byte by byte as a browser's would be. */
async function shakeHands(path: string, origin: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      `Origin: ${origin}`,
      `Cookie: ${cookie}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '',
      '',
    ].join('\r\n'),
  );
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return bytes.toString('latin1').split('\r\n')[0] ?? '';
}

test.each(['/', '/api/v1/deals', '/api/v1/deals/live', '/ws', '/socket.io/?EIO=4&transport=websocket'])(
  'no handshake at %s opens a WebSocket, be it of this or of another site',
  async (path) => {
    for (const origin of [`http://127.0.0.1:${port}`, 'https://evil.example', 'null'])
      expect(await shakeHands(path, origin)).not.toContain(' 101 ');
  },
);
