import { existsSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSmallDisk } from './small-disk.ts';

describe('a small disk', () => {
  test('fills up, to the byte and to the inode, and has room again', () => {
    const disk = openSmallDisk({ sizeBytes: 4 * 1024 * 1024, inodes: 100 });
    const write = (bytes: number) => writeFileSync(path.join(disk.folder, 'x'), Buffer.alloc(bytes));
    try {
      disk.fill(100_000);
      write(50_000);
      expect(() => write(500_000)).toThrow('ENOSPC');
      disk.fill();
      expect(disk.freeBytes()).toBe(0);
      disk.free();
      write(1_000_000);
      disk.fillInodes();
      expect(() => mkdirSync(path.join(disk.folder, 'y'))).toThrow('ENOSPC');
      disk.free();
      mkdirSync(path.join(disk.folder, 'y'));
    } finally {
      disk.close();
    }
    expect(existsSync(disk.folder)).toBe(false);
  });

  test('turns read-only under files that are open, and is mended', () => {
    const disk = openSmallDisk({ sizeBytes: 16 * 1024 * 1024, canTurnReadOnly: true });
    try {
      const file = openSync(path.join(disk.folder, 'open'), 'a');
      writeSync(file, 'kept');
      disk.turnReadOnly();
      expect(() => writeSync(file, 'more')).toThrow('EROFS');
      expect(() => mkdirSync(path.join(disk.folder, 'y'))).toThrow('EROFS');
      disk.mend();
      mkdirSync(path.join(disk.folder, 'y'));
    } finally {
      disk.close();
    }
  });
});
