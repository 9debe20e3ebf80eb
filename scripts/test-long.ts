/**
 * npm run test:long [-- [--kills 40] [--seed N|random] [--slack 1] [--write] [file …]]: what takes minutes. Prints a table
 * of faults, and `N passed, N failed` last. `--write` puts the table into docs/operations/faults.md.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureTestTools } from './ensure-test-tools.ts';
import { runVitest } from './run-vitest.ts';

const document = path.join(import.meta.dirname, '../docs/operations/faults.md');
const [begin, end] = ['<!-- table of npm run test:long -->', '<!-- end of the table -->'];

interface Row {
  readonly fault: string;
  readonly repetitions: number;
  readonly figures: string;
  readonly problems: readonly string[];
}

const readRows = (file: string): readonly Row[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row)
    : [];

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');

function toTable(rows: readonly Row[], seed: string, minutes: number): string {
  const machine = `${os.cpus()[0]?.model ?? 'unknown'}, ${os.availableParallelism()} cores, Node ${process.version}`;
  return [
    '| fault | times | outcome | held |',
    '| --- | ---: | --- | --- |',
    ...rows.map(
      ({ fault, repetitions, figures, problems }) =>
        `| ${fault} | ${repetitions} | ${inOneLine(figures)} | ${problems.length === 0 ? 'yes' : `no: ${inOneLine(problems.join('; '))}`} |`,
    ),
    '',
    `Seed ${seed}; ${machine}; ${minutes.toFixed(0)} minutes.`,
  ].join('\n');
}

function writeInto(file: string, table: string): void {
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no lines "${begin}" and "${end}"`);
  writeFileSync(file, `${text.slice(0, from)}${begin}\n\n${table}\n\n${text.slice(to)}`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '40' },
    seed: { type: 'string', default: '20261201' },
    slack: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});
const seed = values.seed === 'random' ? String(Date.now() % 0x7fff_ffff) : values.seed;
for (const [name, text] of Object.entries({ kills: values.kills, seed, slack: values.slack }))
  if (!(Number(text) > 0)) throw new Error(`--${name} is a number above 0, not ${text}`);

try {
  ensureTestTools();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed\n`);
  process.exit(1);
}
const folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-table-'));
const tableFile = path.join(folder, 'rows.jsonl');
process.stdout.write(`Faults: ${values.kills} kills each, seed ${seed}\n`);
const startedAt = performance.now();
const { passed, failed } = runVitest(['--config', 'vitest.long.config.ts', ...positionals], {
  FAULT_KILLS: values.kills,
  FAULT_SEED: seed,
  FAULT_SLACK: values.slack,
  FAULT_TABLE: tableFile,
});
const table = toTable(readRows(tableFile), seed, (performance.now() - startedAt) / 60_000);
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`\n${table}\n`);
if (values.write) writeInto(document, table);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
