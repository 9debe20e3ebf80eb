import process from 'node:process';

/** Runs a script that takes one file; what goes wrong is a sentence and exit code 1. */
export async function endWithSentence(usage: string, run: (file: string) => Promise<void>): Promise<void> {
  const [, , file] = process.argv;
  try {
    if (!file) throw new Error(`Usage: ${usage}`);
    await run(file);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
