/** npm run check: format and lint, types, import arrows, generated files, secrets. Each step is said and counted. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const bin = (name: string) => path.join(root, 'node_modules/.bin', name);

export const checkSteps: readonly {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}[] = [
  { name: 'format and lint', command: bin('biome'), args: ['check', '--error-on-warnings', '.'] },
  { name: 'types of core (no Node, no DOM)', command: bin('tsc'), args: ['-p', 'src/core'] },
  { name: 'types of server, tests, scripts', command: bin('tsc'), args: ['-p', '.'] },
  { name: 'types of web', command: bin('tsc'), args: ['-p', 'web'] },
  {
    name: 'import arrows',
    command: bin('depcruise'),
    args: ['--config', '.dependency-cruiser.mjs', 'src', 'web/src', 'tests'],
  },
  {
    name: 'migrations as they landed',
    command: process.execPath,
    args: ['scripts/record-migrations.ts', '--verify'],
  },
  {
    name: 'generated files are in date',
    command: process.execPath,
    args: ['scripts/generate-schema.ts', '--verify'],
  },
  {
    name: 'fitted values are in date',
    command: process.execPath,
    args: ['scripts/fit-comps.ts', '--verify'],
  },
  { name: 'no secrets, no foreign words', command: process.execPath, args: ['scripts/scan-text.ts'] },
];

/** Runs every step, whatever fails, and answers how many passed and failed. */
export function runChecks(): { passed: number; failed: number } {
  let failed = 0;
  for (const { name, command, args } of checkSteps) {
    const started = Date.now();
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${status === 0 ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)\n`);
    if (status !== 0) {
      failed += 1;
      process.stdout.write(`${stdout}${stderr}\n`);
    }
  }
  return { passed: checkSteps.length - failed, failed };
}

if (process.argv[1] === import.meta.filename) {
  const { passed, failed } = runChecks();
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}
