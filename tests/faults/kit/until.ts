/** Asks every `everyMs` until the answer is neither false nor undefined; throws, saying `what`, when `withinMs` are over. */
export async function until<T>(
  what: string,
  ask: () => T | false | undefined | Promise<T | false | undefined>,
  { withinMs = 30_000, everyMs = 20 } = {},
): Promise<T> {
  const startedAt = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (performance.now() - startedAt > withinMs)
      throw new Error(`waited ${withinMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
