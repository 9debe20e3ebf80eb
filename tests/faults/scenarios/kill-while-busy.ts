import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startIngester, whyEnded } from './ingester.ts';
import type { Installation } from './installation.ts';
import { createKeyWriter } from './key-writer.ts';
import { inSeconds, inWords, judge, medianOf, randomOf, settings } from './outcome.ts';
import { countStatuses, startReaders } from './readers.ts';
import type { Ask } from './stored-market.ts';
import { compareWithUndisturbed } from './whole-market.ts';

export interface KillWhileBusy {
  readonly fault: string;
  readonly kills: number;
  readonly installation: Installation;
  readonly ask: Ask;
  /** Settles when the program may be expected back: at once, or when its database has recovered. */
  readonly kill: (random: () => number) => Promise<void>;
  readonly lotsOfFile?: number;
  readonly readerCount?: number;
}

const readyLimitMs = 5_000;

/** Kills at random moments while a command reads files, clients read lists, and one writes. Nobody helps. */
export async function killWhileBusy(options: KillWhileBusy): Promise<void> {
  const { fault, kills, installation, lotsOfFile = 1_100, readerCount = 6 } = options;
  const { home, url, key, env, server } = installation;
  const random = randomOf(fault);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-captures-'));
  const readyMs: number[] = [];
  try {
    const writer = createKeyWriter(installation);
    const readers = startReaders(url, key, readerCount);
    const ingester = startIngester({ home, folder, env, lots: lotsOfFile });
    for (let at = 0; at < kills; at++) {
      await new Promise((resolve) => setTimeout(resolve, 200 + random() * 1_300));
      // every other write is under way when the blow falls, the others have just been answered
      const writing = writer.write();
      if (at % 2 === 0) await writing;
      await options.kill(random);
      readyMs.push(await installation.untilReady());
      await writing;
    }
    await ingester.stop();
    await readers.stop();
    await installation.untilReady();

    const keys = await writer.check();
    const files = ingester.captures.map(({ file }) => file);
    const market = await compareWithUndisturbed(files, options.ask);
    const [lost, doubled] = [market.lost + keys.lost, market.doubled + keys.doubled];
    const late = readyMs.filter((ms) => ms > readyLimitMs * settings.slack).length;
    const statuses = countStatuses(readers.answers);
    // where the server itself is killed, and only there, requests may be broken off
    const ownEnds = server.ends.filter(({ signal }) => signal !== 'SIGKILL');
    const allowed = server.ends.length > ownEnds.length ? ['200', '503', 'broken off'] : ['200', '503'];
    const others = Object.entries(statuses).filter(([status]) => !allowed.includes(status));
    const unsaid = readers.answers.filter(({ status, saysWhen }) => status === 503 && !saysWhen).length;
    const stacks = ingester.failures.filter((words) =>
      /^\d+: (at |error:|\})|violates|duplicate key/.test(words),
    );
    judge({
      fault,
      repetitions: kills,
      figures: [
        `${lost} lost, ${doubled} doubled of ${files.length} files and ${keys.written} writes`,
        `ready again after ${inSeconds(medianOf(readyMs))} (worst ${inSeconds(Math.max(...readyMs))})`,
        `lists: ${inWords(statuses)}`,
        `commands that ended early: ${ingester.failures.length}`,
        `ends of the server by itself: ${ownEnds.length}`,
      ].join('; '),
      problems: [
        ...(lost > 0 ? [`${lost} lost`] : []),
        ...(doubled > 0 ? [`${doubled} doubled`] : []),
        ...(late > 0
          ? [`ready again within ${inSeconds(readyLimitMs * settings.slack)}: ${late} times later`]
          : []),
        ...(others.length > 0 ? [`only ${allowed.join(', ')}: ${inWords(Object.fromEntries(others))}`] : []),
        ...(unsaid > 0 ? [`${unsaid} × 503 without Retry-After`] : []),
        ...(stacks.length > 0 ? [`a command that ends says why in a sentence: ${stacks[0]}`] : []),
        ...(ownEnds.length > 0
          ? [
              `the server ends only when killed: it ended ${ownEnds.length} times by itself (${whyEnded(ownEnds[0]?.output ?? '')})`,
            ]
          : []),
      ],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
