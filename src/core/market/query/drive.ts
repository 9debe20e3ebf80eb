/** Runs a generator that rests to its end at once. */
export function drive<Answer>(work: Generator<undefined, Answer, undefined>): Answer {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
