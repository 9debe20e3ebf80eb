/**
 * `dealerscope appraise --jsonl` through the real process: start, tables, reading, answering, writing.
 * Requests are the vehicles of the shipped captures with other miles, bids and places. Usage: node bench/appraise.bench.ts [lines]
 */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { isRoadVehicle, loadNow, machine, readSampleListings, repeatable } from './market.ts';

const lines = Number(process.argv[2] ?? 60_000);
const fewLines = 1_000;
const cli = path.join(import.meta.dirname, '../bin/dealerscope.mjs');
const folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-bench-'));
const random = repeatable(3);
const vehicles = (await readSampleListings()).filter(isRoadVehicle);

function writeRequests(file: string, count: number): void {
  const requests = Array.from({ length: count }, (_, at) => {
    const listing = vehicles[at % vehicles.length];
    if (!listing) throw new Error('no vehicles');
    const { facts, source, observedAt } = listing;
    return JSON.stringify({
      title: facts.title.slice(0, 500),
      ...(facts.description !== undefined && { description: facts.description }),
      year: facts.year ?? 2012,
      make: facts.make ?? 'Ford',
      model: facts.model ?? 'F-150',
      ...(facts.vin !== undefined && { vin: facts.vin }),
      odometerMiles: Math.round(20_000 + random() * 160_000),
      currentBidCents: Math.round(random() * 900_000),
      state: facts.state ?? 'TX',
      source,
      asOf: observedAt,
      profile: { homeZip: '90001' },
    });
  });
  writeFileSync(file, `${requests.join('\n')}\n`);
}

interface Run {
  readonly seconds: number;
  /** Of all its threads, as the kernel counts them; the last reading before it ended. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly answers: string;
}

async function run(input: string, threads: number): Promise<Run> {
  const answers = `${input}.${threads}.answers`;
  const began = performance.now();
  // files for both, as a shell hands them over: the bench itself must not move the bytes
  const files = [openSync(input, 'r'), openSync(answers, 'w')];
  const child = spawn(process.execPath, [cli, 'appraise', '--jsonl', '--threads', String(threads)], {
    stdio: [...files, 'inherit'],
  });
  for (const file of files) closeSync(file);
  let peakKilobytes = 0;
  let cpuTicks = 0;
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peakKilobytes = Math.max(peakKilobytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      cpuTicks = Math.max(cpuTicks, Number(fields[11]) + Number(fields[12]));
    } catch {
      // it has ended, or this is no Linux
    }
  }, 50);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`appraise ended with ${code}`);
  return {
    seconds: (performance.now() - began) / 1_000,
    cpuSeconds: cpuTicks / 100,
    peakMegabytes: peakKilobytes / 1_024,
    answers,
  };
}

/** Lines with an assessment; together the answers are longer than a string may be. */
function countAnswers(bytes: Buffer): number {
  let answered = 0;
  for (let from = 0, end = bytes.indexOf(10); end >= 0; from = end + 1, end = bytes.indexOf(10, from))
    if (bytes.subarray(from, end).includes('"assessment"')) answered += 1;
  return answered;
}

const few = path.join(folder, 'few.jsonl');
const many = path.join(folder, 'many.jsonl');
writeRequests(few, fewLines);
writeRequests(many, lines + fewLines);
try {
  const results = [];
  const answers: Buffer[] = [];
  for (const threads of [1, 2]) {
    // start and tables cost the same for few and many lines: the difference is the work itself
    const start = await run(few, 1);
    const whole = await run(many, threads);
    const bytes = readFileSync(whole.answers);
    const answered = countAnswers(bytes);
    if (answered !== lines + fewLines) throw new Error(`${answered} answers to ${lines + fewLines} requests`);
    answers.push(bytes);
    results.push({
      threads,
      lines: lines + fewLines,
      seconds: whole.seconds,
      perSecondEndToEnd: (lines + fewLines) / whole.seconds,
      perSecondWithoutStart: lines / (whole.seconds - start.seconds),
      perCpuSecondWithoutStart: lines / (whole.cpuSeconds - threads * start.cpuSeconds),
      startSeconds: start.seconds,
      peakMegabytes: whole.peakMegabytes,
      load: loadNow(),
    });
  }
  if (answers[1] === undefined || !answers[0]?.equals(answers[1]))
    throw new Error('two threads answer other than one');
  const [one, two] = results;
  const result = {
    name: 'appraise',
    machine: machine(),
    results,
    timesOneThread: (one?.seconds ?? 0) / (two?.seconds ?? 1),
  };
  console.log(`${result.machine}; answers of one and of two threads are the same, byte for byte`);
  console.table(
    results.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === 'number' ? Math.round(value * 10) / 10 : value,
        ]),
      ),
    ),
  );
  console.log(`two threads take ${(100 / result.timesOneThread).toFixed(0)} % of the time of one`);
  const out = new URL('../.tmp/bench/', import.meta.url);
  mkdirSync(out, { recursive: true });
  writeFileSync(new URL('appraise.json', out), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
