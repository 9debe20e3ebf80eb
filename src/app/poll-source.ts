import type { Clock } from '../platform/clock.ts';
import type { PoliteClient } from '../sources/_kit/polite-client.ts';
import { findSource } from '../sources/registry.ts';
import { type IngestDeps, type IngestReport, ingestCapture } from './ingest-capture.ts';
import { ProblemError } from './problem-error.ts';

export interface PollDeps extends IngestDeps {
  readonly clock: Clock;
  readonly client: PoliteClient;
  readonly gsa: { readonly apiKey: string | undefined; readonly baseUrl: string };
}

/** Asks a source with an API for its current lots and sends the answer through the pipeline. */
export async function pollSource(
  sourceId: string,
  deps: PollDeps,
): Promise<IngestReport & { readonly observedAtFrom: string }> {
  const source = findSource(sourceId);
  if (!source?.poll)
    throw new ProblemError(
      400,
      'not_pollable',
      `${sourceId} cannot be asked by a program; download its file and ingest that.`,
    );
  const { apiKey, baseUrl } = deps.gsa;
  if (!apiKey)
    throw new ProblemError(400, 'no_api_key', 'Set GSA_API_KEY to your own api.data.gov key first.');
  const capture = await source.poll(deps.client, { apiKey, baseUrl, now: () => deps.clock.now() });
  const report = await ingestCapture(
    {
      source,
      fileName: capture.fileName,
      url: capture.url,
      observedAt: capture.observedAt,
      isSample: false,
      open: async function* () {
        yield capture.bytes;
      },
    },
    deps,
  );
  return { ...report, observedAtFrom: 'when it was asked' };
}
