export interface Answer {
  readonly path: string;
  /** 0: no answer but a closed, refused or reset connection; -1: none at all in time. */
  readonly status: number;
  readonly startedAtMs: number;
  readonly tookMs: number;
  /** For a 503: whether it says when to ask again. */
  readonly saysWhen: boolean;
  /** Something in the answer that must not change while nothing is written. */
  readonly content: string;
}

export interface Readers {
  readonly answers: readonly Answer[];
  stop(): Promise<void>;
}

const longestMs = 30_000;

export async function ask(url: string, path: string, key: string, withinMs = longestMs): Promise<Answer> {
  const startedAtMs = performance.now();
  const answer = (status: number, saysWhen = false, content = ''): Answer => ({
    path,
    status,
    startedAtMs,
    tookMs: performance.now() - startedAtMs,
    saysWhen,
    content,
  });
  try {
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(withinMs),
    });
    const body = await response.text();
    return answer(response.status, response.headers.has('retry-after'), response.ok ? contentOf(body) : '');
  } catch (error) {
    return answer((error as Error).name === 'TimeoutError' ? -1 : 0);
  }
}

function contentOf(body: string): string {
  const { total, deals } = JSON.parse(body) as { total?: number; deals?: readonly { id: string }[] };
  return deals ? `${total}: ${deals.map(({ id }) => id).join()}` : '';
}

export const listPath = '/api/v1/deals?status=all&sort=maxBid&limit=20';

/** `count` clients that read the ranked list again and again, each its next page when the last has come. */
export function startReaders(url: string, key: string, count = 20): Readers {
  const answers: Answer[] = [];
  let isStopping = false;
  const read = async () => {
    while (!isStopping) {
      const answer = await ask(url, listPath, key);
      answers.push(answer);
      // a person reads; a machine of two cores must have room for the program too
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  };
  const reading = Promise.all(Array.from({ length: count }, read));
  return {
    answers,
    async stop() {
      isStopping = true;
      await reading;
    },
  };
}

/** Asks for `path` five times a second, each time anew, whatever became of the one before. */
export function startProbe(url: string, path: string, key = ''): Readers {
  const answers: Answer[] = [];
  let isStopping = false;
  const pending = new Set<Promise<void>>();
  const probing = (async () => {
    while (!isStopping) {
      const asked = ask(url, path, key).then((answer) => void answers.push(answer));
      pending.add(asked);
      void asked.then(() => pending.delete(asked));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await Promise.all(pending);
  })();
  return {
    answers,
    async stop() {
      isStopping = true;
      await probing;
    },
  };
}

export function countStatuses(answers: readonly Answer[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of answers) {
    const name =
      status === 0 ? 'broken off' : status === -1 ? `none in ${longestMs / 1000} s` : String(status);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/**
 * Milliseconds from `returnedAtMs` to where everything asked for is right and stays so: the later of the first right answer
 * and the start of the last wrong one. `undefined`: never.
 */
export function findRightAgainMs(
  answers: readonly Answer[],
  returnedAtMs: number,
  isRight: (answer: Answer) => boolean,
): number | undefined {
  const after = answers.filter(({ startedAtMs }) => startedAtMs >= returnedAtMs);
  const [right, wrong] = [after.filter(isRight), after.filter((answer) => !isRight(answer))];
  const lastWrong = Math.max(returnedAtMs, ...wrong.map(({ startedAtMs }) => startedAtMs));
  const rightAfter = right.filter(({ startedAtMs }) => startedAtMs >= lastWrong);
  if (rightAfter.length === 0) return undefined;
  const firstRight = Math.min(...right.map(({ startedAtMs, tookMs }) => startedAtMs + tookMs));
  return Math.max(firstRight, lastWrong) - returnedAtMs;
}
