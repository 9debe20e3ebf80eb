import path from 'node:path';
import { spawnProgram } from '../../support/spawn-program.ts';

const root = path.join(import.meta.dirname, '../../..');
const moduleOf = (file: string) => JSON.stringify(path.join(root, file));

export interface Holder {
  readonly pid: number;
  /** `embedded`, `shared`, or what kept it from opening. */
  readonly outcome: Promise<string>;
  said(pattern: RegExp): Promise<RegExpExecArray>;
  output(): string;
  /** Lets go of the database and ends by itself. */
  close(): Promise<void>;
  kill(): Promise<void>;
}

/**
 * A process that opens the database of a home, as a server (`mayShare: false`) or a command does, and keeps it until
 * told: without the tables of prices, so that many can run at once.
 */
export function holdDatabase(
  home: string,
  { mayShare, env = {} }: { readonly mayShare: boolean; readonly env?: Readonly<Record<string, string>> },
): Holder {
  const code = `const { openDatabase } = await import(${moduleOf('src/platform/database/open-database.ts')});
    try {
      const database = await openDatabase({
        home: ${JSON.stringify(home)}, mayShare: ${mayShare},
        onTrouble: ({ message, isRepeated }) => console.log(isRepeated ? 'REPEATED' : 'TROUBLE', message),
        onRestored: () => console.log('RESTORED'),
        onStorage: (problem) => console.log('STORAGE', problem?.message ?? 'has room'),
      });
      console.log('OUTCOME', database.kind);
      const waiting = setInterval(() => undefined, 1000);
      process.on('SIGUSR2', async () => { await database.close(); clearInterval(waiting); });
    } catch (error) {
      console.log('OUTCOME', error.code, error.message.replaceAll('\\n', ' '));
    }`;
  const { child, output, said, ended } = spawnProgram({
    args: ['--input-type=module', '-e', code],
    env: { DATABASE_URL: '', ...env },
  });
  const send = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    outcome: said(/^OUTCOME (.*)\n/m).then(([, outcome = '']) => outcome),
    said,
    output,
    close: () => send('SIGUSR2'),
    kill: () => send('SIGKILL'),
  };
}
