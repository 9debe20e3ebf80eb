import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock.ts';
import { dataFolder } from '../../platform/folders.ts';
import { appraiseInThreads } from './appraise-in-threads.ts';
import { readRequestBlocks } from './request-blocks.ts';

/** The bytes of these lines in pieces of 4,096, as a pipe hands them over. */
async function* bytesOf(lines: readonly string[]) {
  const bytes = new TextEncoder().encode(lines.join('\n'));
  for (let at = 0; at < bytes.length; at += 4_096) yield bytes.subarray(at, at + 4_096);
}

/** Collects what is written; with `slow` every write asks the writer to wait. */
function collect(slow = false) {
  const parts: string[] = [];
  const out = new Writable({
    highWaterMark: slow ? 1 : 1_000_000,
    write(chunk: Buffer, _encoding, done) {
      parts.push(chunk.toString());
      setImmediate(done);
    },
  });
  return {
    out,
    lines: () =>
      parts
        .join('')
        .split('\n')
        .filter((line) => line !== ''),
  };
}

const settings = { dataFolder, now: systemClock.now(), threads: 2 };

describe('appraising on several threads', () => {
  it('answers every line in its place, the bad ones with their own line number', async () => {
    const requests = Array.from({ length: 700 }, (_, at) => {
      if (at % 97 === 5) return '';
      if (at % 101 === 7) return '{"year":';
      if (at % 103 === 9) return JSON.stringify({ make: 'Ford' });
      return JSON.stringify({
        year: 2012,
        make: 'Ford',
        model: 'F-150',
        odometerMiles: 50_000 + at,
        title: `lot ${at}`,
      });
    });
    const { out, lines } = collect(true);
    await appraiseInThreads(readRequestBlocks(bytesOf(requests)), out, settings);
    const answers = lines().map((line) => JSON.parse(line) as Record<string, unknown>);
    const asked = requests
      .map((request, at) => ({ request, line: at + 1 }))
      .filter(({ request }) => request !== '');
    expect(answers).toHaveLength(asked.length);
    answers.forEach((answer, at) => {
      const { request = '', line } = asked[at] ?? {};
      if (request.includes('F-150')) expect(answer).toHaveProperty('wholesale');
      else expect(answer).toMatchObject({ status: 400, correlationId: `line-${line}` });
    });
  }, 120_000);

  it('fails when a thread cannot start', async () => {
    const { out } = collect();
    await expect(
      appraiseInThreads(readRequestBlocks(bytesOf(['{}', '{}'])), out, {
        ...settings,
        dataFolder: '/nowhere',
      }),
    ).rejects.toThrow();
  });
});
