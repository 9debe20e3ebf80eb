import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { killAt, type Point } from '../kit/kill-at.ts';
import { startOwnPostgres } from '../kit/own-postgres.ts';
import { runProgram } from '../kit/program.ts';
import { writeCapture } from './captures.ts';
import { ingestUntilDone } from './ingester.ts';
import { inWords, judge, randomOf } from './outcome.ts';
import { compareWithUndisturbed } from './whole-market.ts';

/** Where reading a file can be cut in two: around its capture, around any of its chunks, and at its very end. */
const points: readonly Point[] = [
  { at: 'query', pattern: '^commit', nth: 3 },
  { at: 'query', pattern: 'update "?captures' },
  { at: 'query', pattern: 'insert into observations' },
  { at: 'query', pattern: 'insert into observations', nth: 3 },
  { at: 'query', pattern: '^commit', nth: 4 },
  { at: 'query', pattern: 'insert into "?captures' },
  { at: 'query', pattern: 'insert into "?capture_chunks' },
].flatMap((point) => (['after', 'before'] as const).map((when) => ({ ...point, at: 'query', when })));
const killsOfFile = 4;

/**
 * The command that reads files: half of its kills at named points by turns, half at random moments; every other file has no day in
 * its name. After four kills each file is read to its end.
 */
export async function killCommand(kills: number, lots = 1_600): Promise<void> {
  const fault = 'command killed';
  const random = randomOf(fault);
  const postgres = await startOwnPostgres();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-captures-'));
  const home = path.join(folder, 'home');
  const env = { DATABASE_URL: postgres.connectionString };
  const files: string[] = [];
  const failures: string[] = [];
  const ends: Record<string, number> = {};
  try {
    let usualMs = 3_000;
    for (let at = 0; at < kills; ) {
      const { file } = writeCapture(folder, { nth: files.length, lots, isUndated: files.length % 2 === 0 });
      files.push(file);
      for (let ofFile = 0; ofFile < killsOfFile && at < kills; ofFile++, at++) {
        const point = points[(at / 2) % points.length];
        const cut = point ? killAt(point) : { preloads: [], env: {} };
        const program = runProgram({
          command: ['ingest', file],
          home,
          preloads: cut.preloads,
          env: { ...env, ...cut.env },
        });
        const timer = setTimeout(() => program.signal('SIGKILL'), point ? 120_000 : random() * usualMs);
        const { code, signal } = await program.ended;
        clearTimeout(timer);
        const end = signal === 'SIGKILL' ? 'killed' : code === 0 ? 'was done before' : `ended with ${code}`;
        ends[end] = (ends[end] ?? 0) + 1;
      }
      const startedAt = performance.now();
      await ingestUntilDone([file], { home, env }, failures);
      usualMs = performance.now() - startedAt;
    }
    const { lost, doubled } = await compareWithUndisturbed(files, postgres.query);
    judge({
      fault,
      repetitions: kills,
      figures: `${lost} lost, ${doubled} doubled of ${files.length} files; ${inWords(ends)}; read to the end afterwards: ${failures.length} failed tries`,
      problems: [
        ...(lost > 0 ? [`${lost} lost`] : []),
        ...(doubled > 0 ? [`${doubled} doubled`] : []),
        ...(failures.length > 0 ? [`the next run ends well: ${failures[0]}`] : []),
        ...Object.keys(ends).filter((end) => end.startsWith('ended with')),
      ],
    });
  } finally {
    await postgres.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
