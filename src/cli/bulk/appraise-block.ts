import { appraiseVehicle } from '../../app/appraise-vehicle.ts';
import { appraiseRequestSchema } from '../../contracts/appraise-request.ts';
import { type Problem, toFieldErrors } from '../../contracts/problem.ts';
import type { AppraisalTools } from '../../core/appraise.ts';
import type { Instant } from '../../core/kernel/instant.ts';
import { mostLineBytes, type RequestBlock } from './request-blocks.ts';

export interface BulkTools {
  readonly tools: AppraisalTools;
  readonly now: Instant;
}

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
function appraiseLine(text: string, line: number, deps: BulkTools): string {
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

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The answers to a block, one a line in its order; blank lines are skipped. Bytes that are not UTF-8 read as U+FFFD. */
export function appraiseBlock(block: RequestBlock, deps: BulkTools): Uint8Array<ArrayBuffer> {
  if (block.isTooLong) {
    const reason = `This line is longer than ${mostLineBytes} bytes.`;
    return encoder.encode(`${JSON.stringify(toProblem(block.firstLine, 'line_too_long', reason))}\n`);
  }
  const texts = decoder.decode(block.bytes).split('\n');
  let answers = '';
  for (const [at, text] of texts.entries())
    if (text.trim() !== '') answers += `${appraiseLine(text, block.firstLine + at, deps)}\n`;
  return encoder.encode(answers);
}
