import { until } from '../kit/until.ts';
import type { Installation } from './installation.ts';

/** Writes over HTTP whose answers are remembered: API keys with names of their own. */
export interface KeyWriter {
  /** Makes one, at most every two seconds, which is as often as the program lets anybody. */
  write(): Promise<void>;
  /** Names that were answered with 201 and are gone, or are there twice. */
  check(): Promise<{ readonly written: number; readonly lost: number; readonly doubled: number }>;
}

const pauseMs = 2_100;

export function createKeyWriter({ url, session }: Pick<Installation, 'url' | 'session'>): KeyWriter {
  const acknowledged: string[] = [];
  let tries = 0;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  return {
    async write() {
      if (performance.now() - lastAtMs < pauseMs) return;
      lastAtMs = performance.now();
      tries += 1;
      const name = `written ${tries}`;
      const response = await fetch(`${url}/api/v1/api-keys`, {
        method: 'POST',
        headers: { ...session, 'content-type': 'application/json' },
        body: JSON.stringify({ name, role: 'viewer' }),
        signal: AbortSignal.timeout(10_000),
      }).catch(() => undefined);
      if (response?.status === 201) acknowledged.push(name);
    },
    async check() {
      const keys = await until('the keys are listed', async () => {
        const response = await fetch(`${url}/api/v1/api-keys`, { headers: session }).catch(() => undefined);
        if (response?.status !== 200) return undefined;
        return ((await response.json()) as { keys: readonly { name: string }[] }).keys;
      });
      const names = keys.map(({ name }) => name);
      return {
        written: acknowledged.length,
        lost: acknowledged.filter((name) => !names.includes(name)).length,
        doubled: names.length - new Set(names).size,
      };
    },
  };
}
