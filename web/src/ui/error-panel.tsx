import { RotateCw } from 'lucide-react';
import { ApiProblemError } from '../lib/api-problem.ts';
import { Button } from './button.tsx';

interface Props {
  readonly error: Error;
  /** What could not be had: "The deals could not be loaded". */
  readonly title: string;
  readonly onRetry?: () => void;
}

/** Says what failed, what can be done, and the id that finds the request in the server's log. */
export function ErrorPanel({ error, title, onRetry }: Props) {
  const problem = error instanceof ApiProblemError ? error.problem : undefined;
  return (
    <div role="alert" className="card border-stop bg-stop-soft p-4">
      <p className="font-semibold text-stop">{title}</p>
      <p className="mt-1 break-words">{problem ? (problem.detail ?? problem.title) : error.message}</p>
      {problem?.errors && (
        <ul className="mt-1 list-disc pl-5">
          {problem.errors.map((entry) => (
            <li key={`${entry.pointer} ${entry.message}`}>
              {entry.pointer}: {entry.message}
            </li>
          ))}
        </ul>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        {onRetry && (
          <Button onClick={onRetry}>
            <RotateCw size={15} aria-hidden /> Try again
          </Button>
        )}
        {problem && (
          <p className="text-xs break-all text-muted">
            {problem.code}
            {problem.correlationId && (
              <>
                {' · quote this id when you report it: '}
                <code className="select-all text-ink">{problem.correlationId}</code>
              </>
            )}
          </p>
        )}
      </div>
    </div>
  );
}
