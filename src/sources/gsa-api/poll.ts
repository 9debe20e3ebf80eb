import { createHash } from 'node:crypto';
import type { PoliteClient } from '../_kit/polite-client.ts';
import type { RawCapture } from '../_kit/raw-capture.ts';
import type { PollRequest } from '../_kit/source.ts';
import { describeGsaApi, gsaApiId } from './describe.ts';

/** The whole active catalogue is some MB. */
const maxBytes = 64 * 1_048_576;

/**
 * One request answers the whole active catalogue. The key travels in the `X-Api-Key` header, so that it is in no
 * address, capture or log. Throws what the client throws.
 */
export async function pollGsaApi(
  client: PoliteClient,
  request: PollRequest,
  baseUrl: string = describeGsaApi().url,
): Promise<RawCapture> {
  const { rateLimit } = describeGsaApi();
  const url = `${baseUrl}?format=JSON`;
  const response = await client.get({
    url,
    headers: { 'x-api-key': request.apiKey },
    accept: ['application/json'],
    maxBytes,
    timeoutMs: 60_000,
    rateLimit: rateLimit ?? { requests: 1, perMs: 60_000 },
  });
  const observedAt = request.now();
  return {
    source: gsaApiId,
    url,
    fileName: `gsa-api-${observedAt.slice(0, 19).replaceAll(':', '')}Z.json`,
    bytes: response.bytes,
    observedAt,
    sha256: createHash('sha256').update(response.bytes).digest('hex'),
  };
}
