import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { until } from './until.ts';

const codeOf = (error: unknown) => (error as { code?: string }).code;

describe('the proxy', () => {
  let echo: Server;
  let proxy: TcpProxy;
  let clients: Socket[];
  let heard: number;
  beforeEach(async () => {
    heard = 0;
    clients = [];
    echo = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        heard += data.length;
        socket.write(data);
      });
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    const address = echo.address();
    proxy = await startTcpProxy({
      host: '127.0.0.1',
      port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    });
  });
  afterEach(async () => {
    for (const client of clients) client.destroy();
    await proxy.close();
    await new Promise((resolve) => echo.close(resolve));
  });

  /** A client with what came back to it and how it ended. */
  async function open() {
    const socket = connect(proxy.port, '127.0.0.1');
    clients.push(socket);
    const client = { socket, text: '', end: '' };
    socket.on('data', (data) => {
      client.text += data.toString();
    });
    socket.on('error', (error) => {
      client.end = codeOf(error) ?? 'error';
    });
    socket.on('close', () => {
      client.end ||= 'closed';
    });
    await new Promise((resolve) => socket.once('connect', resolve).once('error', resolve));
    return client;
  }
  const answers = async (client: { readonly socket: Socket; text: string }, word: string) => {
    client.socket.write(word);
    await until(`"${word}" comes back`, () => client.text.endsWith(word));
  };

  test('passes everything on, the end included', async () => {
    const client = await open();
    const long = 'x'.repeat(3_000_000);
    client.socket.end(long);
    await until('it ends', () => client.end !== '');
    expect(client.text).toHaveLength(long.length);
    expect(client.end).toBe('closed');
    await until('the proxy forgets it', () => proxy.connections() === 0);
  });

  test('delays each way, in order', async () => {
    const client = await open();
    proxy.delay(60);
    const startedAt = performance.now();
    client.socket.write('one ');
    await answers(client, 'two');
    expect(client.text).toBe('one two');
    expect(performance.now() - startedAt).toBeGreaterThan(118);
  });

  test('resets what is open and serves what is new', async () => {
    const client = await open();
    await answers(client, 'word');
    proxy.cut();
    await until('it is told', () => client.end !== '');
    expect(client.end).toBe('ECONNRESET');
    await answers(await open(), 'again');
  });

  test('swallows without a word, for the open ones for ever', async () => {
    const [old, silent] = [await open(), await open()];
    await answers(old, 'word');
    proxy.swallow();
    const heardBefore = heard;
    const fresh = await open();
    for (const client of [old, fresh]) client.socket.write('lost');
    silent.socket.end('lost');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await proxy.heal();
    await answers(await open(), 'new');
    old.socket.write('lost too');
    await answers(await open(), 'newer');
    expect(heard).toBe(heardBefore + 'newnewer'.length);
    expect([old, silent, fresh].map(({ end }) => end)).toEqual(['', '', '']);
    expect(old.text).toBe('word');
  });

  test('holds back and loses nothing', async () => {
    const client = await open();
    await answers(client, 'word');
    proxy.hold();
    client.socket.write(' held');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(client.text).toBe('word');
    await proxy.heal();
    await until('it comes', () => client.text === 'word held');
  });

  test('refuses new ones, keeps the open ones, and takes its port again', async () => {
    const old = await open();
    await answers(old, 'word');
    await proxy.refuse();
    expect((await open()).end).toBe('ECONNREFUSED');
    await answers(old, 'more');
    await proxy.heal();
    await answers(await open(), 'again');
  });
});
