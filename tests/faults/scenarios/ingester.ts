import { runProgram } from '../kit/program.ts';
import { type Capture, writeCapture } from './captures.ts';

export interface Ingester {
  /** Every file that was read to its end. */
  readonly captures: readonly Capture[];
  /** How often a command ended before it had read its file, and what it said last. */
  readonly failures: readonly string[];
  /** Lets the file that is being read be read to its end. */
  stop(): Promise<void>;
}

export interface IngestOptions {
  readonly home: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly lots: number;
}

/** The last line that a command said, for a report. */
export const lastWords = (output: string): string => output.trim().split('\n').at(-1)?.trim() ?? '';

/** What a program said of why it ended, in one line without a stack. */
export function whyEnded(output: string): string {
  const line = output.split('\n').findLast((text) => /error|terminat|fatal|already|lost/i.test(text));
  if (line === undefined) return lastWords(output);
  try {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    return [msg, err?.message].filter(Boolean).join(': ');
  } catch {
    return line.trim().slice(0, 200);
  }
}

/** Reads files with one command, again and again as its user would until it says that all went well. */
export async function ingestUntilDone(
  files: readonly string[],
  { home, env }: Pick<IngestOptions, 'home' | 'env'>,
  failures: string[] = [],
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const { code, signal, output } = await runProgram({ command: ['ingest', ...files], home, env }).ended;
    if (code === 0) return;
    failures.push(`${code ?? signal}: ${lastWords(output)}`);
    if (tries >= 100) throw new Error(`${files.join()} cannot be read:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Reads one file after the other. */
export function startIngester(options: IngestOptions): Ingester {
  const captures: Capture[] = [];
  const failures: string[] = [];
  let isStopping = false;
  const ingesting = (async () => {
    for (let nth = 0; !isStopping && nth < 90; nth++) {
      const capture = writeCapture(options.folder, { nth, lots: options.lots });
      await ingestUntilDone([capture.file], options, failures);
      captures.push(capture);
    }
  })();
  ingesting.catch(() => undefined);
  return {
    captures,
    failures,
    async stop() {
      isStopping = true;
      await ingesting;
    },
  };
}
