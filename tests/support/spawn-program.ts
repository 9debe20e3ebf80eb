import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { endWithUs } from './end-with-us.ts';

export const projectFolder = path.join(import.meta.dirname, '../..');

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** stdout and stderr as they came. */
  readonly output: string;
}

export interface SpawnedProgram {
  readonly child: ChildProcess;
  /** stdout and stderr so far. */
  output(): string;
  /** Resolves with what `pattern` found once it stands in the output; rejects with the output if the program ends without. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<ProgramEnd>;
}

export interface ProgramToSpawn {
  /** After `node`: the file and its arguments. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A Node process of the project with its words kept. */
export function spawnProgram({ args, env }: ProgramToSpawn): SpawnedProgram {
  const child = endWithUs(
    spawn(process.execPath, args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  let output = '';
  const listeners = new Set<() => void>();
  const read = (text: Buffer) => {
    output += text.toString();
    for (const listen of listeners) listen();
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const ended = new Promise<ProgramEnd>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, output })),
  );
  const said = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(output);
        if (!found) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
      void ended.then(({ code, signal }) =>
        reject(new Error(`the program ended with ${code ?? signal} before it said ${pattern}:\n${output}`)),
      );
    });
  return { child, output: () => output, said, ended };
}
