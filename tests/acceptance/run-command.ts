import { spawn } from 'node:child_process';
import path from 'node:path';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const projectFolder = path.join(import.meta.dirname, '../..');

/** `npx dealerscope …`, without npx's own time. */
export function runCommand(
  args: readonly string[],
  { home, stdin = '' }: { readonly home: string; readonly stdin?: string },
): Promise<CommandResult> {
  const child = spawn(process.execPath, [path.join(projectFolder, 'bin/dealerscope.mjs'), ...args], {
    cwd: projectFolder,
    env: { ...process.env, DEALERSCOPE_HOME: home, DATABASE_URL: '', NO_COLOR: '1' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text: Buffer) => {
    stdout += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  // a command that ends early closes its input
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
