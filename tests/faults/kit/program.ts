import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type ProgramEnd, spawnProgram } from '../../support/spawn-program.ts';
import { programEnvironment } from '../../support/start-program.ts';
import { signal } from './processes.ts';

export interface ProgramOptions {
  /** A command line after `dealerscope`, such as `['ingest', file]`; left out: the server. */
  readonly command?: readonly string[];
  /** Left out: a folder of its own that {@link Program.close} removes. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Modules that are loaded before the program (`node --import`), by absolute path. */
  readonly preloads?: readonly string[];
}

export interface Program {
  readonly home: string;
  readonly pid: number | undefined;
  /** Where the server listens; rejects if it ends before it is ready. Not for commands. */
  readonly ready: Promise<string>;
  /** Rejects if it ends without having said so. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  output(): string;
  readonly ended: Promise<ProgramEnd>;
  hasEnded(): boolean;
  /** Sends the signal and does not wait. */
  signal(name: NodeJS.Signals): void;
  /** Sends the signal (default SIGKILL) and waits for the end. */
  kill(name?: NodeJS.Signals): Promise<ProgramEnd>;
  /** Ends it if it runs (SIGTERM, after `withinMs` SIGKILL), and removes a home that was made for it. */
  close(withinMs?: number): Promise<void>;
}

/** The server or a command as a child process, as a shell or a supervisor would start it. */
export function runProgram({ command, home: given, env = {}, preloads = [] }: ProgramOptions = {}): Program {
  const home = given ?? mkdtempSync(path.join(os.tmpdir(), 'dealerscope-fault-'));
  const imports = preloads.flatMap((file) => ['--import', file]);
  const entry = command ? ['bin/dealerscope.mjs', ...command] : ['src/main.ts'];
  const { child, output, said, ended } = spawnProgram({
    args: [...imports, ...entry],
    env: { ...programEnvironment(home), NO_COLOR: '1', ...env },
  });
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const send = (name: NodeJS.Signals) => {
    if (child.pid && !isOver) signal(child.pid, name);
  };
  const kill = (name: NodeJS.Signals = 'SIGKILL') => {
    send(name);
    return ended;
  };
  const ready = said(/Open\s+(http:\S+)/).then(([, url = '']) => url);
  // whoever only wants its end does not wait for this
  ready.catch(() => undefined);
  return {
    home,
    pid: child.pid,
    ready,
    said,
    output,
    ended,
    hasEnded: () => isOver,
    signal: send,
    kill,
    async close(withinMs = 15_000) {
      const timer = setTimeout(() => send('SIGKILL'), withinMs);
      send('SIGCONT');
      await kill('SIGTERM');
      clearTimeout(timer);
      if (given === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}

export interface Supervised {
  /** The one that runs now. */
  current(): Program;
  /** How often it ended by itself or by a kill, and how. */
  readonly ends: readonly ProgramEnd[];
  /** Resolves with the address once the program that runs now, or the next one, is ready. */
  ready(): Promise<string>;
  close(): Promise<void>;
}

/** Starts the program again whenever it ends, after `pauseMs`, as systemd with `Restart=always` does. */
export function restartWhenEnded(
  options: ProgramOptions & { readonly home: string },
  pauseMs = 100,
): Supervised {
  const ends: ProgramEnd[] = [];
  let isClosing = false;
  let program = runProgram(options);
  const watch = async (): Promise<void> => {
    for (;;) {
      const end = await program.ended;
      if (isClosing) return;
      ends.push(end);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (isClosing) return;
      program = runProgram(options);
    }
  };
  const watching = watch();
  const ready = async (): Promise<string> => {
    for (;;) {
      const now = program;
      const url = await now.ready.catch(() => undefined);
      if (url !== undefined && !now.hasEnded()) return url;
      if (isClosing) throw new Error(`no longer supervised:\n${now.output()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return {
    current: () => program,
    ends,
    ready,
    async close() {
      isClosing = true;
      await program.close();
      await watching;
    },
  };
}
