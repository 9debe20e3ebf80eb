import process from 'node:process';
import { Presets, SingleBar } from 'cli-progress';

/** Standard output: what was asked for. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);
/** Standard error: everything said on the way. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** Takes escape sequences and control characters of foreign text out, so that a title cannot drive the terminal. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();

export interface Column<Row> {
  readonly title: string;
  readonly align?: 'right';
  /** Longer cells are cut. */
  readonly max?: number;
  readonly cell: (row: Row) => string;
}

export function printTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
  const cut = (text: string, max = 60) => (text.length > max ? `${text.slice(0, max - 1)}…` : text);
  const cells = rows.map((row) => columns.map((column) => cut(plain(column.cell(row)), column.max)));
  const widths = columns.map((column, at) =>
    Math.max(column.title.length, ...cells.map((row) => row[at]?.length ?? 0)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, at) =>
        columns[at]?.align === 'right' ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd();
  print(line(columns.map((column) => column.title)));
  print(widths.map((width) => '─'.repeat(width)).join('  '));
  for (const row of cells) print(line(row));
}

export interface ProgressBar {
  update(value: number, total: number, note: string): void;
  stop(): void;
}

/** A bar on a terminal; silent where standard error is a file or a pipe. */
export function startProgress(label: string): ProgressBar {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    {
      format: `${label} {bar} {percentage} %  {note}`,
      hideCursor: true,
      stream: process.stderr,
      clearOnComplete: false,
      etaBuffer: 50,
    },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update(value, total, note) {
      if (!started) bar.start(total, value, { note });
      else bar.update(value, { note });
      started = true;
    },
    stop: () => bar.stop(),
  };
}
