import autocannon from 'autocannon';

export interface Load {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
}

const connections = 20;

/** Requests without pause over twenty connections. Each connection goes through the requests from its own place on. */
export async function drive(
  url: string,
  requests: readonly { readonly path: string; readonly headers?: Readonly<Record<string, string>> }[],
  seconds: number,
): Promise<Load> {
  const statuses: Record<string, number> = {};
  const done = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: requests.map(({ path, headers }) => ({
      method: 'GET',
      path,
      ...(headers && { headers: { ...headers } }),
    })),
    setupClient: (client) => {
      client.on('response', (status: number) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
      });
    },
  });
  return {
    perSecond: done.requests.total / done.duration,
    p50Ms: done.latency.p50,
    p99Ms: done.latency.p99,
    statuses,
  };
}
