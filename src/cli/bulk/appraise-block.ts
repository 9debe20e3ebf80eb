import { appraiseVehicles } from '../../app/appraise-vehicle.ts';
import { type AppraiseRequest, appraiseRequestSchema } from '../../contracts/appraise-request.ts';
import type { AppraiseResponse } from '../../contracts/appraise-response.ts';
import { type Problem, toFieldErrors } from '../../contracts/problem.ts';
import type { AppraisalTools } from '../../core/appraisal.ts';
import type { Instant } from '../../core/kernel/instant.ts';
import { joinBytes } from './join-bytes.ts';
import { mostLineBytes, type RequestBlock } from './request-blocks.ts';

export interface BulkTools {
  readonly tools: AppraisalTools;
  readonly now: Instant;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

const toProblem = (line: number, code: string, detail: string, errors?: Problem['errors']): Problem => ({
  type: `about:blank#${code}`,
  title: 'Bad request',
  status: 400,
  code,
  detail,
  correlationId: `line-${line}`,
  ...(errors && { errors }),
});

/** A line as a request, or the problem with it. */
type ReadLine = { readonly request: AppraiseRequest } | { readonly problem: Problem };

function readLine(text: string, line: number): ReadLine {
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch {
    return { problem: toProblem(line, 'invalid_json', 'This line is not JSON.') };
  }
  const parsed = appraiseRequestSchema.safeParse(request);
  if (parsed.success) return { request: parsed.data };
  const errors = toFieldErrors(parsed.error.issues);
  return {
    problem: toProblem(line, 'invalid_request', 'Some fields are not as they should be.', errors),
  };
}

/** Answers to requests at the given lines; where one of them fails, it alone is answered by a problem. Never throws. */
function answer(
  requests: readonly { readonly line: number; readonly request: AppraiseRequest }[],
  deps: BulkTools,
): readonly (AppraiseResponse | Problem)[] {
  try {
    return appraiseVehicles(
      requests.map(({ request }) => request),
      deps,
    );
  } catch (error) {
    const [only] = requests;
    if (only === undefined) return [];
    if (requests.length > 1) return requests.flatMap((one) => answer([one], deps));
    return [toProblem(only.line, 'internal_error', error instanceof Error ? error.message : String(error))];
  }
}

/** Lines that go through the stages together. */
const linesTogether = 48;

function answerLines(lines: readonly { line: number; text: string }[], deps: BulkTools): Uint8Array[] {
  const read = lines.map(({ line, text }) => ({ line, ...readLine(text, line) }));
  const answers = answer(
    read.flatMap((one) => ('request' in one ? [one] : [])),
    deps,
  ).values();
  // each by itself: one character beyond Latin-1 doubles the bytes of the whole text that it stands in
  return read.map((one) =>
    encoder.encode(`${JSON.stringify('problem' in one ? one.problem : answers.next().value)}\n`),
  );
}

/** The answers to a block, one a line in its order; blank lines are skipped. Bytes that are not UTF-8 read as U+FFFD. */
export function appraiseBlock(block: RequestBlock, deps: BulkTools): Uint8Array<ArrayBuffer> {
  if (block.isTooLong) {
    const reason = `This line is longer than ${mostLineBytes} bytes.`;
    return encoder.encode(`${JSON.stringify(toProblem(block.firstLine, 'line_too_long', reason))}\n`);
  }
  const lines = decoder
    .decode(block.bytes)
    .split('\n')
    .map((text, at) => ({ line: block.firstLine + at, text }))
    .filter(({ text }) => text.trim() !== '');
  const answers: Uint8Array[] = [];
  for (let from = 0; from < lines.length; from += linesTogether)
    answers.push(...answerLines(lines.slice(from, from + linesTogether), deps));
  return joinBytes(answers);
}
