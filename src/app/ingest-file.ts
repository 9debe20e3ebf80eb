import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Instant, toInstant } from '../core/kernel/instant.ts';
import type { Clock } from '../platform/clock.ts';
import { detectSource, findSource, sources } from '../sources/registry.ts';
import { type IngestDeps, type IngestReport, ingestCapture } from './ingest-capture.ts';
import { ProblemError } from './problem-error.ts';

export interface FileToIngest {
  readonly file: string;
  /** Name of a source; found from the file itself when left out. */
  readonly sourceId?: string;
  /** When the file was downloaded; from its name (`…2026-04-08…`) or now when left out. */
  readonly observedAt?: Instant;
}

const dayInName = /(?<!\d)(20\d{2}-[01]\d-[0-3]\d)(?!\d)/;

function observedAtOf(
  { file, observedAt }: FileToIngest,
  clock: Clock,
): { readonly at: Instant; readonly from: string } {
  if (observedAt) return { at: observedAt, from: 'as given' };
  const day = dayInName.exec(path.basename(file))?.[1];
  if (day && !Number.isNaN(Date.parse(day)))
    return { at: toInstant(`${day}T12:00:00Z`), from: 'from the file name' };
  return { at: clock.now(), from: 'now' };
}

/** One file of an auction site through the pipeline; says how it was read. */
export async function ingestFile(
  input: FileToIngest,
  deps: IngestDeps & { readonly clock: Clock },
): Promise<IngestReport & { readonly observedAtFrom: string }> {
  const { file, sourceId } = input;
  const info = await stat(file).catch(() => undefined);
  if (!info?.isFile()) throw new ProblemError(404, 'no_such_file', `There is no file ${file}.`);
  const source = sourceId === undefined ? await detectSourceOf(file) : findSource(sourceId);
  if (!source)
    throw new ProblemError(
      400,
      'unknown_source',
      `There is no source ${sourceId}; known: ${sources.map((known) => known.describe().id).join(', ')}.`,
    );
  const { at, from } = observedAtOf(input, deps.clock);
  const report = await ingestCapture(
    {
      source,
      fileName: path.basename(file),
      observedAt: at,
      isSample: false,
      open: () => createReadStream(file),
    },
    deps,
  );
  if (report.listings === 0 && !report.alreadyIngested) throw noLot(file, report);
  return {
    ...report,
    observedAtFrom: report.observedAt === at ? from : 'as it was stored when it was first read',
  };
}

function noLot(file: string, { rejected, rejectionsByCode }: IngestReport): ProblemError {
  const codes = Object.entries(rejectionsByCode).map(([code, n]) => `${n} ${code}`);
  const found =
    rejected === 0
      ? 'not one record, as where a download was cut off after its header'
      : `what was found was rejected: ${codes.join(', ')}, with reasons on the Rejects page`;
  return new ProblemError(
    422,
    'no_lot',
    `${file} holds no lot that can be read (${found}). Download it again.`,
  );
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of createReadStream(file, { end: 256 * 1024 - 1 })) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}

async function detectSourceOf(file: string) {
  const detected = detectSource(path.basename(file), await firstBytes(file));
  if (!detected.ok) throw new ProblemError(400, detected.error.code, detected.error.reason);
  return detected.value;
}
