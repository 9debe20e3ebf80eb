/** The first at once, and what comes after it at most once in `everyMs`, with how many there were. */
export function countLines<T>(write: (last: T, times: number) => void, everyMs = 1_000): (one: T) => void {
  let waiting: { last: T; times: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    if (!waiting) return;
    write(waiting.last, waiting.times);
    waiting = undefined;
    timer = setTimeout(flush, everyMs).unref();
  };
  return (last) => {
    waiting = { last, times: (waiting?.times ?? 0) + 1 };
    if (!timer) flush();
  };
}
