export interface Readers {
  /** How often each reader got its list since {@link forget}. */
  served(): readonly number[];
  /** Answers by status; `0` where the connection broke. */
  statuses(): Readonly<Record<string, number>>;
  /** 503s that were no problem document with `Retry-After` and a code. */
  unnamed(): readonly string[];
  forget(): void;
  stop(): Promise<void>;
}

/** Lists come from memory, settings from the database. */
const paths = ['/api/v1/deals?limit=20', '/api/v1/profile'];

/** So many that read the list of deals and their settings in turns, each again as soon as it was answered. */
export function startReaders(url: string, key: string, count: number): Readers {
  let isStopping = false;
  const served = Array.from({ length: count }, () => 0);
  const statuses: Record<string, number> = {};
  const unnamed: string[] = [];
  let era = 0;
  const read = async (which: number): Promise<void> => {
    for (let turn = which; !isStopping; turn++) {
      const begun = era;
      const response = await fetch(`${url}${paths[turn % paths.length]}`, {
        headers: { authorization: `Bearer ${key}` },
        signal: AbortSignal.timeout(60_000),
      }).catch(() => undefined);
      const status = response?.status ?? 0;
      const body = (await response?.text().catch(() => '')) ?? '';
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (
        status === 503 &&
        !(response?.headers.has('retry-after') && body.includes('"code":"database_unavailable"'))
      )
        unnamed.push(body);
      if (status === 200 && begun === era) served[which] = (served[which] ?? 0) + 1;
      // a reader that is refused does not ask a thousand times a second
      if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const reading = served.map((_none, which) => read(which));
  return {
    served: () => served,
    statuses: () => statuses,
    unnamed: () => unnamed,
    forget() {
      era += 1;
      served.fill(0);
    },
    async stop() {
      isStopping = true;
      await Promise.all(reading);
    },
  };
}
