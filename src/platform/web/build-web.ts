import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** One hash over everything that the bundle is made from. */
function hashInputs(project: string): string {
  const files = globSync(
    [
      'web/src/**/*',
      'web/index.html',
      'web/vite.config.ts',
      'web/public/**/*',
      'src/contracts/*.ts',
      'src/core/kernel/*.ts',
      'package-lock.json',
    ],
    {
      cwd: project,
      withFileTypes: true,
    },
  )
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(path.relative(project, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

/** Builds the web bundle when its sources changed since it was last built; a few seconds the first time. */
export async function buildWeb(project: string, onProgress: (step: string) => void): Promise<void> {
  const stamp = path.join(project, 'web/dist/.built-from');
  // an image may ship the bundle without its sources
  if (!existsSync(path.join(project, 'web/src'))) return;
  const inputs = hashInputs(project);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  onProgress('Building the web pages (first start after a change)');
  const vite = path.join(project, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', 'web', '--logLevel', 'error'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  child.stdout.on('data', (text: Buffer) => output.push(text.toString()));
  child.stderr.on('data', (text: Buffer) => output.push(text.toString()));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`The web pages could not be built:\n${output.join('')}`);
  writeFileSync(stamp, inputs);
}
