import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What the machine, and not the sources, kept from being built; said in one sentence. */
export class WebBuildError extends Error {
  override readonly name = 'WebBuildError';
}

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

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

async function runVite(project: string): Promise<Ended> {
  const vite = path.join(project, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', 'web', '--logLevel', 'error'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  child.stdout.on('data', (text: Buffer) => output.push(text.toString()));
  child.stderr.on('data', (text: Buffer) => output.push(text.toString()));
  return new Promise((resolve, reject) =>
    child
      .once('error', reject)
      .once('close', (code, signal) => resolve({ code, signal, output: output.join('') })),
  );
}

/** V8 aborts when its heap is full, other allocations fail in words, and the kernel kills whoever is too large. */
const isOutOfMemory = ({ code, signal, output }: Ended): boolean =>
  signal === 'SIGKILL' ||
  code === 137 ||
  /heap out of memory|out of memory|allocation failed|ERR_WORKER_OUT_OF_MEMORY|ENOMEM/i.test(output);

/** Builds the web bundle when its sources changed since it was last built; a few seconds the first time. */
export async function buildWeb(project: string, onProgress: (step: string) => void): Promise<void> {
  const stamp = path.join(project, 'web/dist/.built-from');
  // an image may ship the bundle without its sources
  if (!existsSync(path.join(project, 'web/src'))) return;
  const inputs = hashInputs(project);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  onProgress('Building the web pages (first start after a change)');
  const ended = await runVite(project);
  if (ended.code === 0) return writeFileSync(stamp, inputs);
  if (isOutOfMemory(ended))
    throw new WebBuildError(
      'The web pages could not be built: out of memory. Building them takes about 600 MB beside the program: give the first start more memory, or run npm run build where there is enough and copy the folder web/dist here.',
    );
  if (/ENOSPC|No space left|EROFS/.test(ended.output))
    throw new WebBuildError(
      `The web pages could not be built: the disk of ${project} is full or read-only. Make room there, or run npm run build elsewhere and copy the folder web/dist here.`,
    );
  throw new Error(`The web pages could not be built:\n${ended.output || `ended by ${ended.signal}`}`);
}
