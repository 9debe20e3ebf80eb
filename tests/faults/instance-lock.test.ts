import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeServerLock } from '../../src/platform/database/instance-lock.ts';
import { projectFolder, spawnProgram } from '../support/spawn-program.ts';
import { openSmallDisk } from './kit/small-disk.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-lock-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const lockModule = JSON.stringify(path.join(projectFolder, 'src/platform/database/instance-lock.ts'));

/** Takes the lock until it has had it ten times, each time proving that nobody else is inside, and dies with it. */
const racer = (folder: string) => `
  import { writeFileSync, rmSync } from 'node:fs';
  const { takeServerLock } = await import(${lockModule});
  const inside = ${JSON.stringify(path.join(folder, 'inside'))};
  for (let had = 0; had < 10; ) {
    const lock = takeServerLock(${JSON.stringify(folder)});
    if ('heldBy' in lock) {
      if (!(lock.heldBy > 0) || lock.heldBy === process.pid) throw new Error('held by ' + lock.heldBy);
      await new Promise((resolve) => setTimeout(resolve, 1));
      continue;
    }
    writeFileSync(inside, String(process.pid), { flag: 'wx' });
    rmSync(inside);
    had += 1;
    if (had < 10) lock.release();
  }
  process.kill(process.pid, 'SIGKILL');`;

test('one of many processes has the lock at a time, also when those that have it die with it', async () => {
  const racers = Array.from({ length: 8 }, () =>
    spawnProgram({ args: ['--input-type=module', '-e', racer(home)], env: {} }),
  );
  const ends = await Promise.all(racers.map(({ ended }) => ended));
  expect(ends.map(({ signal, output }) => ({ signal, output }))).toEqual(
    racers.map(() => ({ signal: 'SIGKILL', output: '' })),
  );
  expect(existsSync(path.join(home, 'inside'))).toBe(false);
});

test('a lock without a process in it is nobody’s', () => {
  for (const text of ['', '\n', '0 0\n', 'garbled', `${process.pid} 1\n`, '4194304999 5\n']) {
    writeFileSync(path.join(home, 'dealerscope.pid'), text);
    const lock = takeServerLock(home);
    expect(lock, JSON.stringify(text)).toHaveProperty('release');
    if ('release' in lock) lock.release();
  }
  expect(readdirSync(home)).toEqual([]);
});

test('a full disk leaves no lock behind that would shut everybody out', () => {
  const disk = openSmallDisk({ sizeBytes: 1024 * 1024 });
  try {
    disk.fill();
    expect(() => takeServerLock(disk.folder)).toThrow('ENOSPC');
    expect(readdirSync(disk.folder)).toEqual(['.ballast']);
    disk.free();
    const lock = takeServerLock(disk.folder);
    expect(lock).toHaveProperty('release');
    expect(readFileSync(path.join(disk.folder, 'dealerscope.pid'), 'utf8')).toMatch(
      new RegExp(`^${process.pid} \\d+\n$`),
    );
    expect(takeServerLock(disk.folder)).toEqual({ heldBy: process.pid });
  } finally {
    disk.close();
  }
});
