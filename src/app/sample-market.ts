import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { toInstant } from '../core/kernel/instant.ts';
import { findSource } from '../sources/registry.ts';
import { type IngestDeps, type IngestReport, ingestCapture } from './ingest-capture.ts';

const manifestSchema = z.array(z.object({ file: z.string(), source: z.string(), observedAt: z.string() }));

/** Ingests the captures that ship with the program; a file that is in already is left as it is. */
export async function ingestSampleMarket(folder: string, deps: IngestDeps): Promise<readonly IngestReport[]> {
  const manifest = manifestSchema.parse(
    JSON.parse(await readFile(path.join(folder, 'sample-market.json'), 'utf8')),
  );
  const reports: IngestReport[] = [];
  for (const { file, source: sourceId, observedAt } of manifest) {
    const source = findSource(sourceId);
    if (!source) throw new Error(`sample-market.json names an unknown source: ${sourceId}`);
    reports.push(
      await ingestCapture(
        {
          source,
          fileName: file,
          observedAt: toInstant(observedAt),
          isSample: true,
          open: () => createReadStream(path.join(folder, file)),
        },
        deps,
      ),
    );
  }
  return reports;
}
