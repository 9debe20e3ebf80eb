import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface SmallDisk {
  /** An empty folder that is a file system of its own. */
  readonly folder: string;
  freeBytes(): number;
  /** Takes all room but about `leaveBytes`. */
  fill(leaveBytes?: number): void;
  /** Takes all inodes but `leave`: no further file can be made. */
  fillInodes(leave?: number): void;
  /** Gives back what {@link fill} and {@link fillInodes} took. */
  free(): void;
  /**
   * As after a fault of the device: files that are open for writing fail too (EROFS). Only on a disk opened with
   * `canTurnReadOnly`; there is no way back but {@link mend}.
   */
  turnReadOnly(): void;
  /** What an operator does then: detached, checked, mounted again. Who still holds files of before keeps the old ones. */
  mend(): void;
  close(): void;
}

export interface SmallDiskOptions {
  readonly sizeBytes: number;
  /** How many files and folders it can hold; default: what its kind gives. */
  readonly inodes?: number;
  /** A real ext4 on a loop device (slower) in place of a tmpfs, so that it can turn read-only under open files. */
  readonly canTurnReadOnly?: boolean;
}

const run = (command: string, ...args: readonly string[]) => {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    throw new Error(
      `These tests mount small file systems: run them as root on Linux with mount, mkfs.ext4 and losetup (packages mount, e2fsprogs). ${(error as Error).message}`,
      { cause: error },
    );
  }
};

/** A small file system, mounted until {@link SmallDisk.close}. */
export function openSmallDisk({ sizeBytes, inodes, canTurnReadOnly = false }: SmallDiskOptions): SmallDisk {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-disk-'));
  // a database server under another account must find its way in
  chmodSync(parent, 0o755);
  const folder = path.join(parent, 'disk');
  let image = path.join(parent, 'image');
  mkdirSync(folder);
  const mount = () =>
    canTurnReadOnly
      ? run('mount', '-o', 'loop,errors=remount-ro', image, folder)
      : run(
          'mount',
          '-t',
          'tmpfs',
          '-o',
          `size=${sizeBytes}${inodes ? `,nr_inodes=${inodes}` : ''}`,
          'tmpfs',
          folder,
        );
  if (canTurnReadOnly) {
    writeFileSync(image, '');
    truncateSync(image, sizeBytes);
    run('mkfs.ext4', '-q', '-F', '-m', '0', ...(inodes ? ['-N', String(inodes)] : []), image);
  }
  mount();
  rmSync(path.join(folder, 'lost+found'), { recursive: true, force: true });
  const ballast = path.join(folder, '.ballast');
  const freeBytes = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  /** Runs `take` until the disk refuses. */
  const untilFull = (take: () => void) => {
    try {
      for (;;) take();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  };
  return {
    folder,
    freeBytes,
    fill(leaveBytes = 0) {
      const file = openSync(ballast, 'a');
      try {
        for (const pieceBytes of [1024 * 1024, 4096]) {
          const piece = Buffer.alloc(pieceBytes);
          untilFull(() => {
            if (leaveBytes > 0 && freeBytes() - pieceBytes < leaveBytes)
              throw Object.assign(new Error('enough'), { code: 'ENOSPC' });
            writeSync(file, piece);
          });
        }
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    },
    fillInodes(leave = 0) {
      const holder = path.join(folder, '.inodes');
      mkdirSync(holder, { recursive: true });
      let made = 0;
      untilFull(() => {
        writeFileSync(path.join(holder, String(made)), '');
        made += 1;
      });
      for (let at = 0; at < leave && at < made; at++) rmSync(path.join(holder, String(made - 1 - at)));
    },
    free() {
      rmSync(ballast, { force: true });
      rmSync(path.join(folder, '.inodes'), { recursive: true, force: true });
    },
    turnReadOnly() {
      if (!canTurnReadOnly) throw new Error('open the disk with canTurnReadOnly');
      const device = run('losetup', '-n', '-O', 'NAME', '-j', image).trim();
      writeFileSync(`/sys/fs/ext4/${path.basename(device)}/trigger_fs_error`, '1');
    },
    mend() {
      run('umount', '-l', folder);
      // whoever still holds files of the old one keeps its device, which stays read-only
      run('cp', '--sparse=always', image, `${image}-mended`);
      image = `${image}-mended`;
      // answers 1 when it has mended something
      try {
        execFileSync('e2fsck', ['-fy', image], { stdio: 'ignore' });
      } catch (error) {
        if ((error as { status?: number }).status !== 1) throw error;
      }
      mount();
    },
    close() {
      run('umount', '-l', folder);
      rmSync(parent, { recursive: true, force: true });
    },
  };
}
