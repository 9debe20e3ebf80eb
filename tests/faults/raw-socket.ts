import { connect, type Socket } from 'node:net';

export interface RawSocket {
  readonly socket: Socket;
  received(): string;
  isClosed(): boolean;
  /** One more request for the list of deals on this connection. */
  ask(path?: string): void;
}

/** A connection of one's own: nothing hides what is sent and how it ends. `isReading: false`: it takes in nothing. */
export async function openRaw(port: number, key: string, isReading = true): Promise<RawSocket> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  let isClosed = false;
  socket.on('error', () => undefined);
  socket.on('close', () => {
    isClosed = true;
  });
  await new Promise((resolve) => socket.once('connect', resolve).once('error', resolve));
  if (isReading)
    socket.on('data', (piece) => {
      text += piece.toString();
    });
  else socket.pause();
  return {
    socket,
    received: () => text,
    isClosed: () => isClosed,
    ask: (path = '/api/v1/deals?limit=200') =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost:${port}\r\nauthorization: Bearer ${key}\r\n\r\n`),
  };
}
