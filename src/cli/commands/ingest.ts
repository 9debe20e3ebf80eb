import process from 'node:process';
import { type Command, InvalidArgumentError } from 'commander';
import { ingestFile } from '../../app/ingest-file.ts';
import { pollSource } from '../../app/poll-source.ts';
import { ProblemError } from '../../app/problem-error.ts';
import { readConfig } from '../../config/read-config.ts';
import { type Instant, toInstant } from '../../core/kernel/instant.ts';
import { describeFailure } from '../describe-failure.ts';
import { print, printJson, say, startProgress } from '../terminal.ts';
import { withContext } from '../with-context.ts';

interface Options {
  readonly source?: string;
  readonly observedAt?: Instant;
  readonly json?: boolean;
}

const thousands = (n: number) => n.toLocaleString('en-US');

function toMoment(text: string): Instant {
  try {
    return toInstant(text);
  } catch {
    throw new InvalidArgumentError('not a moment such as 2026-04-08T15:00:00Z');
  }
}

export function addIngest(program: Command): void {
  program
    .command('ingest')
    .description('read auction files, or ask a source with an API, and appraise every vehicle in them')
    .argument(
      '<source-or-file...>',
      'files that an auction site lets you download (plain or .gz), or gsa-api',
    )
    .option('--source <id>', 'the source that the files come from, when they do not tell')
    .option(
      '--observed-at <moment>',
      'when the files were downloaded (default: the day in the file name, or now)',
      toMoment,
    )
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Reading a file again changes nothing. What cannot be read is counted by reason, with line numbers on the
Rejects page and in --json. A file that cannot be read does not stop the files after it; the exit code is then 1.

Examples:
  $ npx dealerscope ingest salesdata.csv
  $ npx dealerscope ingest --source govdeals --observed-at 2026-04-08T15:00:00Z lots.jsonl.gz
  $ GSA_API_KEY=… npx dealerscope ingest gsa-api`,
    )
    .action((targets: string[], options: Options) =>
      withContext(async (context) => {
        const deps = { ...context.ingestDeps(), by: context.operator };
        const { client } = context;
        const outcomes: Outcome[] = [];
        for (const target of targets) {
          const bar = startProgress(target);
          const onProgress = (at: { bytesRead: number; byteLength: number; lots: number }) =>
            bar.update(at.bytesRead, at.byteLength, `${thousands(at.lots)} lots`);
          try {
            outcomes.push(
              target === 'gsa-api'
                ? await pollSource('gsa-api', {
                    ...deps,
                    onProgress,
                    clock: context.clock,
                    gsa: readConfig().gsa,
                    client,
                  })
                : await ingestFile(
                    {
                      file: target,
                      ...(options.source && { sourceId: options.source }),
                      ...(options.observedAt && { observedAt: options.observedAt }),
                    },
                    { ...deps, onProgress, clock: context.clock },
                  ),
            );
          } catch (error) {
            // the files after it are no worse for it
            outcomes.push(toFailed(target, error));
          } finally {
            bar.stop();
          }
        }
        const failed = outcomes.filter((outcome) => 'problem' in outcome);
        for (const { fileName, problem } of failed)
          say(problem.reason.includes(fileName) ? problem.reason : `${fileName}: ${problem.reason}`);
        if (failed.length > 0) process.exitCode = 1;
        if (failed.length > 0 && targets.length > 1)
          say(
            `${failed.length} of ${targets.length} could not be read: ${failed.map(({ fileName }) => fileName).join(', ')}`,
          );
        if (options.json) return printJson(outcomes);
        for (const outcome of outcomes) if (!('problem' in outcome)) printReport(outcome);
        if (failed.length < outcomes.length) say('See the ranked list with: npx dealerscope deals');
      }),
    );
}

type Report = Awaited<ReturnType<typeof ingestFile>>;
interface Failed {
  /** As it was given. */
  readonly fileName: string;
  readonly problem: { readonly code: string; readonly reason: string };
}
type Outcome = Report | Failed;

const toFailed = (fileName: string, error: unknown): Failed => ({
  fileName,
  problem: {
    code: error instanceof ProblemError ? error.code : 'failed',
    reason: describeFailure(error),
  },
});

function printReport(report: Report): void {
  if (report.alreadyIngested) {
    print(`${report.fileName}: read before, nothing changed`);
    return;
  }
  print(`${report.fileName} (${report.source}, seen ${report.observedAt}, ${report.observedAtFrom})`);
  print(
    `  ${thousands(report.listings)} lots: ${thousands(report.added)} new, ${thousands(report.observed)} observations`,
  );
  for (const [kind, n] of Object.entries(report.byKind))
    print(`    ${thousands(n).padStart(7)}  ${kind.replaceAll('_', ' ')}`);
  if (report.rejected > 0) print(`  ${thousands(report.rejected)} rejected or remarked on`);
  for (const [code, n] of Object.entries(report.rejectionsByCode))
    print(`    ${thousands(n).padStart(7)}  ${code}`);
}
