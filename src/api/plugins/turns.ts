import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ProblemError } from '../../app/problem-error.ts';
import type { Server } from '../server-type.ts';
import { requestLimits } from './request-shape.ts';

export const turnLimits = {
  /** Requests that one connection may have sent before the first of them is answered. */
  mostWaiting: 16,
  /** Of all connections together: who waits for an answer before asking again never stands behind who does not. */
  pipelinedAtOnce: 2,
  /** An answer of which the reader takes nothing for so long is given up with its connection. */
  drainMs: 20_000,
} as const;

const whenClosed = (response: ServerResponse) =>
  new Promise<void>((resolve) => response.once('close', resolve));

/** `inject` asks without a network. */
function allowSilence(socket: Socket, ms: number): void {
  if ('setTimeout' in socket) socket.setTimeout(ms);
}

/**
 * One request of a connection at a time: the next begins when its reader has taken the answer before it. No work is done,
 * and no answer kept, for a reader that does not read.
 */
export function registerTurns(server: Server): void {
  const lines = new WeakMap<Socket, { waiting: number; last: Promise<void> }>();
  const queue: (() => void)[] = [];
  let running = 0;

  const takeSlot = async () => {
    if (running >= turnLimits.pipelinedAtOnce) await new Promise<void>((resolve) => queue.push(resolve));
    else running += 1;
  };
  const giveSlot = () => {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  };

  async function awaitTurn(socket: Socket, before: Promise<void>, response: ServerResponse): Promise<void> {
    await before;
    await takeSlot();
    if (socket.destroyed) {
      giveSlot();
      throw new ProblemError(503, 'hung_up', 'Nobody waits for this answer any more.');
    }
    // the work is done when the answer is made; whether it is read is the connection's own matter
    let isGiven = false;
    const give = () => {
      if (!isGiven) giveSlot();
      isGiven = true;
    };
    response.once('prefinish', give).once('close', give);
  }

  server.addHook('onRequest', async ({ raw: { socket } }, { raw: response }) => {
    const line = lines.get(socket) ?? { waiting: 0, last: Promise.resolve() };
    lines.set(socket, line);
    const before = line.last;
    line.waiting += 1;
    line.last = whenClosed(response).then(() => {
      line.waiting -= 1;
    });
    if (line.waiting > turnLimits.mostWaiting) socket.destroy();
    if (line.waiting > 1) await awaitTurn(socket, before, response);
    allowSilence(socket, requestLimits.silenceTimeoutMs);
  });
  server.addHook('onSend', async ({ raw: { socket } }) => {
    allowSilence(socket, turnLimits.drainMs);
  });
}
