import type { DatabaseProblemError } from './database-problem-error.ts';
import { askForRoom, reservedRoom, tryToWrite } from './storage-room.ts';

/** Looks between two that write, which keep a disk from sleeping. */
const writeEvery = 10;

export interface StorageGuard {
  /** Why nothing large may be written now; undefined while there is room. */
  readonly problem: DatabaseProblemError | undefined;
  stop(): void;
}

export interface StorageGuardOptions {
  /** Told when it changes. */
  readonly onChange?: ((problem: DatabaseProblemError | undefined) => void) | undefined;
  readonly intervalMs?: number;
}

/** Looks twice a second whether the disk of `home` still has the room that is kept free. */
export async function watchStorage(
  home: string,
  { onChange, intervalMs = 500 }: StorageGuardOptions = {},
): Promise<StorageGuard> {
  let problem: DatabaseProblemError | undefined;
  let looks = 0;
  const look = async () => {
    looks += 1;
    const isWriteDue = looks % writeEvery === 0 || problem?.code === 'disk_read_only';
    const found =
      (isWriteDue ? await tryToWrite(home) : undefined) ??
      (await askForRoom(home, reservedRoom, 'to go on writing').catch(() => undefined));
    const hasChanged = found?.code !== problem?.code;
    problem = found;
    if (hasChanged) onChange?.(found);
  };
  await look();
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
    });
  }, intervalMs).unref();
  return {
    get problem() {
      return problem;
    },
    stop: () => clearInterval(timer),
  };
}
