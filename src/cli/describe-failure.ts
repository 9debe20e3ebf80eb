import { ProblemError } from '../app/problem-error.ts';
import { ConfigProblemError, listSecrets } from '../config/read-config.ts';
import { DatabaseProblemError } from '../platform/database/database-problem-error.ts';
import { diskFullDetail, isDiskFull } from '../platform/database/is-disk-full.ts';
import { createScrubber } from '../platform/scrub-secrets.ts';

/** One sentence for what a user can mend; all that is known of anything else. Without secrets. */
export function describeFailure(error: unknown): string {
  const isKnown =
    error instanceof ProblemError ||
    error instanceof ConfigProblemError ||
    error instanceof DatabaseProblemError;
  const text = isKnown
    ? error.message
    : isDiskFull(error)
      ? diskFullDetail
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  return createScrubber(listSecrets())(text);
}
