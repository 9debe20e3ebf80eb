import { beforeAll, describe, expect, it } from 'vitest';
import type { AppraisalTools } from '../../core/appraisal.ts';
import { toInstant } from '../../core/kernel/instant.ts';
import { dataFolder } from '../../platform/folders.ts';
import { loadAppraisalTools } from '../../platform/reference/load-appraisal-tools.ts';
import { appraiseBlock } from './appraise-block.ts';

let tools: AppraisalTools;
beforeAll(async () => {
  ({ tools } = await loadAppraisalTools(dataFolder));
});

const now = toInstant('2026-11-23T00:00:00Z');
const truck = { year: 2012, make: 'Ford', model: 'F-150', odometerMiles: 90_000 };

function answersTo(bytes: Uint8Array<ArrayBuffer>, own: AppraisalTools = tools): Record<string, unknown>[] {
  return new TextDecoder()
    .decode(appraiseBlock({ firstLine: 7, bytes }, { tools: own, now }))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
const encode = (lines: readonly unknown[]) =>
  new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join('\r\n'));

describe('answering a block of lines', () => {
  it('answers a line that was too long by a problem with its number', () => {
    const block = { firstLine: 7, bytes: new Uint8Array(0), isTooLong: true as const };
    const [answer] = new TextDecoder().decode(appraiseBlock(block, { tools, now })).split('\n');
    expect(JSON.parse(answer ?? '')).toMatchObject({
      status: 400,
      code: 'line_too_long',
      correlationId: 'line-7',
    });
  });

  it('answers what is no JSON, no request or no UTF-8 in its place', () => {
    const broken = Uint8Array.of(0x22, 0xff, 0x22, 0x0a, 0x7b, 0x0a);
    const good = encode([{ make: 'Ford' }, truck]);
    const bytes = new Uint8Array(broken.length + good.length);
    bytes.set(broken);
    bytes.set(good, broken.length);
    const answers = answersTo(bytes);
    expect(answers.map(({ code, correlationId }) => [code, correlationId])).toEqual([
      ['invalid_request', 'line-7'],
      ['invalid_json', 'line-8'],
      ['invalid_request', 'line-9'],
      [undefined, undefined],
    ]);
    expect(answers[3]).toHaveProperty('wholesale.p50Cents');
  });

  it('lets a lot that fails fail alone', () => {
    const failing: AppraisalTools = {
      ...tools,
      valuer: {
        ...tools.valuer,
        version: tools.valuer.version,
        valueRetail: (subject, options) => tools.valuer.valueRetail(subject, options),
        valueWholesale(subject, options) {
          if (subject.vehicle.model === 'Mustang') throw new Error('table broken');
          return tools.valuer.valueWholesale(subject, options);
        },
      },
    };
    const answers = answersTo(encode([truck, { ...truck, model: 'Mustang' }, truck]), failing);
    expect(answers[1]).toMatchObject({ code: 'internal_error', correlationId: 'line-8' });
    expect(answers[0]).toHaveProperty('wholesale.p50Cents');
    expect(answers[2]).toEqual(answers[0]);
  });

  it('answers more lines than go together as it answers each alone', () => {
    const requests = Array.from({ length: 120 }, (_, at) => ({ ...truck, odometerMiles: 20_000 + at * 900 }));
    const together = answersTo(encode(requests));
    const alone = requests.flatMap((request) => answersTo(encode([request])));
    expect(together).toEqual(alone);
  });
});
