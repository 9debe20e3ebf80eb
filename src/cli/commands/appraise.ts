import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { type Command, InvalidArgumentError } from 'commander';
import { appraiseVehicle } from '../../app/appraise-vehicle.ts';
import { ProblemError } from '../../app/problem-error.ts';
import { appraiseRequestSchema } from '../../contracts/appraise-request.ts';
import type { AppraiseResponse } from '../../contracts/appraise-response.ts';
import { type Cents, formatCents } from '../../core/kernel/money.ts';
import { systemClock } from '../../platform/clock.ts';
import { dataFolder } from '../../platform/folders.ts';
import { loadAppraisalTools } from '../../platform/reference/load-appraisal-tools.ts';
import { appraiseBlock } from '../bulk/appraise-block.ts';
import { appraiseInThreads } from '../bulk/appraise-in-threads.ts';
import { type RequestBlock, readRequestBlocks } from '../bulk/request-blocks.ts';
import { plain, print, printJson } from '../terminal.ts';

const money = (cents: number) => formatCents(cents as Cents);

function toNumber(text: string): number {
  const value = Number(text.replace(/[$,]/g, ''));
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('not a number');
  return value;
}

function printAppraisal({
  vehicle,
  wholesale,
  costs,
  forecastClose,
  assessment,
  refusals,
}: AppraiseResponse): void {
  print(
    [vehicle.year, vehicle.make, vehicle.model, vehicle.trim].filter(Boolean).join(' ') || 'Unknown vehicle',
  );
  const row = (label: string, text: string) => print(`  ${label.padEnd(22)} ${plain(text)}`);
  if (wholesale.method === 'refused') row('Wholesale value', `refused: ${wholesale.reason}`);
  else {
    row(
      'Wholesale value',
      `${money(wholesale.p50Cents)}   (${money(wholesale.p10Cents)} to ${money(wholesale.p90Cents)}, 8 times in 10)`,
    );
    row(
      'Evidence',
      `${wholesale.evidence.count} sales, confidence ${Math.round(wholesale.confidence * 100)} %, ${wholesale.model}`,
    );
  }
  if (assessment) {
    row('Maximum bid', money(assessment.maxBidCents));
    row('  cautious', money(assessment.maxBidConservativeCents));
    row('Score', assessment.score === null ? 'none' : `${assessment.score}, ${assessment.grade}`);
  }
  if (forecastClose)
    row(
      'Forecast close',
      `${money(forecastClose.p50Cents)}   (${money(forecastClose.p10Cents)} to ${money(forecastClose.p90Cents)})`,
    );
  if (costs) {
    print(`  Cost of buying at ${money(costs.atBidCents)}`);
    for (const line of costs.lines)
      print(
        `    ${money(line.amountCents).padStart(12)}  ${line.kind.replaceAll('_', ' ').padEnd(16)} ${plain(line.basis)}`,
      );
    print(`    ${money(costs.totalCents).padStart(12)}  total`);
  }
  for (const reason of assessment?.reasons ?? []) print(`  • ${plain(reason)}`);
  for (const refusal of refusals) print(`  ! ${refusal.stage}: ${plain(refusal.reason)}`);
}

/** Fewer lines than this are answered before a second thread has loaded its tables. */
const fewLines = 4_000;

async function appraiseStandardInput(threads: number): Promise<void> {
  const now = systemClock.now();
  const blocks = readRequestBlocks(process.stdin);
  const first: RequestBlock[] = [];
  let isAll = false;
  while (threads > 1 && !isAll && (first.at(-1)?.firstLine ?? 0) < fewLines) {
    const next = await blocks.next();
    if (next.done) isAll = true;
    else first.push(next.value);
  }
  async function* all() {
    yield* first.splice(0);
    yield* blocks;
  }
  if (threads === 1 || isAll) {
    const { tools } = await loadAppraisalTools(dataFolder);
    for await (const block of all())
      if (!process.stdout.write(appraiseBlock(block, { tools, now }))) await once(process.stdout, 'drain');
  } else await appraiseInThreads(all(), process.stdout, { threads, dataFolder, now });
}

function toThreads(text: string): number {
  const threads = Number(text);
  if (!(Number.isInteger(threads) && threads >= 1 && threads <= 64))
    throw new InvalidArgumentError('not a number of threads from 1 to 64');
  return threads;
}

type Flags = Record<string, string | number | boolean | undefined>;

export function addAppraise(program: Command): void {
  program
    .command('appraise')
    .description(
      'what one vehicle is worth, what it would cost, and the most to bid; nothing needs to be running',
    )
    .option('--vin <vin>')
    .option('--year <year>', 'model year', toNumber)
    .option('--make <make>')
    .option('--model <model>')
    .option('--trim <trim>')
    .option('--miles <miles>', 'odometer', toNumber)
    .option('--grade <grade>', 'condition grade 1.0 to 5.0', toNumber)
    .option('--title-brand <brand>', 'clean, salvage, rebuilt, flood, lemon, parts_only or bill_of_sale_only')
    .option('--description <text>', 'the words of the listing')
    .option('--source <id>', 'auction site, for its fees: govdeals, gsa-api, copart, …')
    .option('--zip <zip>', 'where the car stands')
    .option('--state <state>', 'where the car stands')
    .option('--bid <dollars>', 'current bid', toNumber)
    .option('--home-zip <zip>', 'where it is hauled to')
    .option('--target-margin <dollars>', 'profit wanted', toNumber)
    .option('--as-of <moment>', 'valuation date, may lie in the past')
    .option('--json', 'print the answer as POST /api/v1/appraise gives it')
    .option('--jsonl', 'bulk: one request a line on standard input, one answer a line on standard output')
    .option(
      '--threads <number>',
      'with --jsonl: threads to use; as many as there are cores when left out',
      toThreads,
    )
    .addHelpText(
      'after',
      `
Examples:
  $ npx dealerscope appraise --year 2013 --make Ford --model F-150 --trim XLT --miles 91000 --source govdeals --zip 75001 --home-zip 90001
  $ npx dealerscope appraise --vin 1FTFW1ET5DFC10312 --miles 91000 --json
  $ npx dealerscope appraise --jsonl < requests.jsonl > answers.jsonl`,
    )
    .action(async (flags: Flags) => {
      if (flags.jsonl) {
        await appraiseStandardInput(
          typeof flags.threads === 'number' ? flags.threads : availableParallelism(),
        );
        return;
      }
      const { tools } = await loadAppraisalTools(dataFolder);
      const {
        miles,
        grade,
        bid,
        homeZip,
        targetMargin,
        json,
        jsonl: _jsonl,
        threads: _threads,
        ...same
      } = flags;
      const profile = {
        homeZip,
        ...(typeof targetMargin === 'number' && { targetMarginCents: Math.round(targetMargin * 100) }),
      };
      const parsed = appraiseRequestSchema.safeParse({
        ...same,
        odometerMiles: miles,
        conditionGrade: grade,
        ...(typeof bid === 'number' && { currentBidCents: Math.round(bid * 100) }),
        profile,
      });
      if (!parsed.success) {
        throw new ProblemError(
          400,
          'invalid_request',
          parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
        );
      }
      const answer = appraiseVehicle(parsed.data, { tools, now: systemClock.now() });
      if (json) printJson(answer);
      else printAppraisal(answer);
    });
}
