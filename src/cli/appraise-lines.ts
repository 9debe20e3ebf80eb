import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { appraiseVehicle } from '../app/appraise-vehicle.ts';
import { appraiseRequestSchema } from '../contracts/appraise-request.ts';
import { type Problem, toFieldErrors } from '../contracts/problem.ts';
import type { AppraisalTools } from '../core/appraise.ts';
import type { Instant } from '../core/kernel/instant.ts';

/** Answers are gathered to about this many characters before they are written. */
const writeAtCharacters = 64 * 1024;

const toProblem = (line: number, code: string, detail: string, errors?: Problem['errors']): Problem => ({
  type: `about:blank#${code}`,
  title: 'Bad request',
  status: 400,
  code,
  detail,
  correlationId: `line-${line}`,
  ...(errors && { errors }),
});

/** The answer to one line: an appraisal, or the problem with it. Never throws. */
export function appraiseLine(
  text: string,
  line: number,
  deps: { readonly tools: AppraisalTools; readonly now: Instant },
): string {
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch {
    return JSON.stringify(toProblem(line, 'invalid_json', 'This line is not JSON.'));
  }
  const parsed = appraiseRequestSchema.safeParse(request);
  if (!parsed.success) {
    return JSON.stringify(
      toProblem(
        line,
        'invalid_request',
        'Some fields are not as they should be.',
        toFieldErrors(parsed.error.issues),
      ),
    );
  }
  try {
    return JSON.stringify(appraiseVehicle(parsed.data, deps));
  } catch (error) {
    return JSON.stringify(
      toProblem(line, 'internal_error', error instanceof Error ? error.message : String(error)),
    );
  }
}

/** One request a line in, one answer a line out, in the same order; blank lines are skipped. */
export async function appraiseLines(
  lines: AsyncIterable<string>,
  out: Writable,
  deps: { readonly tools: AppraisalTools; readonly now: Instant },
): Promise<void> {
  let answers = '';
  let line = 0;
  const flush = async () => {
    const isFull = !out.write(answers);
    answers = '';
    if (isFull) await once(out, 'drain');
  };
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    answers += `${appraiseLine(text, line, deps)}\n`;
    if (answers.length >= writeAtCharacters) await flush();
  }
  await flush();
}
