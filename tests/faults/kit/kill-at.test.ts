import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { spawnProgram } from '../../support/spawn-program.ts';
import { killAt, type Point } from './kill-at.ts';
import { isStopped } from './processes.ts';
import { until } from './until.ts';

describe('a point in a program', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-points-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes three files in a row, starts a child, and says after each what it did. */
  function run(point: Point) {
    const code = `import { writeFileSync, renameSync } from 'node:fs'; import { execFileSync } from 'node:child_process';
      for (const name of ['a', 'b', 'c']) { writeFileSync(${JSON.stringify(folder)} + '/' + name, name); console.log('wrote', name); }
      execFileSync('/bin/echo', ['hello']); console.log('spawned');`;
    const { preloads, env } = killAt(point);
    const imports = preloads.flatMap((file) => ['--import', file]);
    return spawnProgram({ args: [...imports, '--input-type=module', '-e', code], env });
  }

  test.each([
    [{ at: 'file', pattern: 'writeFileSync .*/b$' }, ['a'], 'wrote a'],
    [{ at: 'file', pattern: 'writeFileSync .*/b$', when: 'after' }, ['a', 'b'], 'wrote a'],
    [{ at: 'file', pattern: `writeFileSync .*/[abc]$`, nth: 3 }, ['a', 'b'], 'wrote b'],
    [{ at: 'spawn', pattern: 'echo hello' }, ['a', 'b', 'c'], 'wrote c'],
  ] as const)('is where it is killed: %j', async (point, files, lastWords) => {
    const { signal, output } = await run(point).ended;
    expect(signal).toBe('SIGKILL');
    expect(['a', 'b', 'c'].filter((name) => existsSync(path.join(folder, name)))).toEqual(files);
    expect(output.trim().split('\n').at(-1)).toBe(lastWords);
  });

  test('that never comes ends nothing', async () => {
    expect(await run({ at: 'file', pattern: 'nowhere' }).ended).toMatchObject({ code: 0, signal: null });
  });

  test('is where it stands still until it may go on', async () => {
    const program = run({ at: 'file', pattern: 'writeFileSync .*/c', signal: 'SIGSTOP' });
    const { pid = 0 } = program.child;
    await until('it stands still', () => isStopped(pid));
    expect(existsSync(path.join(folder, 'c'))).toBe(false);
    process.kill(pid, 'SIGCONT');
    expect(await program.ended).toMatchObject({ code: 0 });
    expect(existsSync(path.join(folder, 'c'))).toBe(true);
  });
});
