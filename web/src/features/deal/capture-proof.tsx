import type { DealDetail } from '../../../../src/contracts/deals.ts';
import { formatMoment } from '../../lib/format-instant.ts';

/** The stored bytes that all of this was read from, so that it can be checked and replayed. */
export function CaptureProof({ capture }: { readonly capture: DealDetail['capture'] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      <dt className="text-muted">Capture</dt>
      <dd className="break-all">
        <code className="text-xs">{capture.id}</code>
        {capture.line !== null && `, record ${capture.line}`}
      </dd>
      <dt className="text-muted">Taken</dt>
      <dd>{formatMoment(capture.observedAt)}</dd>
      {capture.url && (
        <>
          <dt className="text-muted">From</dt>
          <dd className="text-xs break-all">{capture.url}</dd>
        </>
      )}
      <dt className="text-muted">SHA-256</dt>
      <dd className="break-all">
        <code className="text-xs">{capture.sha256}</code>
      </dd>
    </dl>
  );
}
