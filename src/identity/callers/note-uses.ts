import type { AuthReadable } from '../../store/auth-connection.ts';
import { touchKeys, touchSessions } from '../../store/callers.writer.ts';

interface SessionUse {
  readonly id: string;
  readonly usedAt: string;
  readonly expiresAt: string;
}

export interface UseNotes {
  session(use: SessionUse): void;
  key(use: { readonly id: string; readonly usedAt: string }): void;
}

const everyMs = 1_000;

/**
 * Writes that a session or key was used without anybody waiting for it: at once, and what follows within a second
 * together. One that gets lost is made again, for the row that is read next says that it is due.
 */
export function createUseNotes(each: AuthReadable): UseNotes {
  let sessions = new Map<string, SessionUse>();
  let keys = new Map<string, { readonly id: string; readonly usedAt: string }>();
  let rest: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    const [usedSessions, usedKeys] = [[...sessions.values()], [...keys.values()]];
    sessions = new Map();
    keys = new Map();
    if (usedSessions.length > 0) await touchSessions(each, usedSessions);
    if (usedKeys.length > 0) await touchKeys(each, usedKeys);
  }

  function begin(): void {
    if (rest !== undefined) return;
    rest = setTimeout(() => {
      rest = undefined;
      if (sessions.size + keys.size > 0) begin();
    }, everyMs);
    rest.unref();
    flush().catch(() => undefined);
  }

  return {
    session(use) {
      sessions.set(use.id, use);
      begin();
    },
    key(use) {
      keys.set(use.id, use);
      begin();
    },
  };
}
