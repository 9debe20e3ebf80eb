import type { Rejection } from '../../lib/api.ts';

export function RejectionCard({ rejection }: { readonly rejection: Rejection }) {
  return (
    <li className="card min-w-0 p-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <p className="min-w-0 font-medium break-words">{rejection.reason}</p>
        <code className="rounded bg-raised px-1.5 py-px text-xs">{rejection.code}</code>
      </div>
      <p className="text-xs wrap-anywhere text-muted">
        {rejection.fileName}
        {rejection.line !== null && `, record ${rejection.line}`} · capture {rejection.captureId}
      </p>
      {rejection.excerpt !== null && (
        <pre className="mt-2 max-h-40 overflow-y-auto rounded bg-raised p-2 text-xs wrap-anywhere whitespace-pre-wrap">
          {rejection.excerpt}
        </pre>
      )}
    </li>
  );
}
