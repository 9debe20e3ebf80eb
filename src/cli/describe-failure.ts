import { ProblemError } from '../app/problem-error.ts';
import { ConfigProblemError, listSecrets } from '../config/read-config.ts';
import { DatabaseProblemError } from '../platform/database/database-problem-error.ts';
import { diskFullDetail, isDiskFull } from '../platform/database/is-disk-full.ts';
import { isDatabaseLost } from '../platform/database/is-lost.ts';
import { createScrubber } from '../platform/scrub-secrets.ts';

/** One sentence for what a user can mend; all that is known of anything else. Without secrets. */
export function describeFailure(error: unknown): string {
  const isKnown =
    error instanceof ProblemError ||
    error instanceof ConfigProblemError ||
    error instanceof DatabaseProblemError;
  const said = error instanceof Error ? error.message : String(error);
  const whole = error instanceof Error ? (error.stack ?? said) : said;
  const text = isKnown
    ? said
    : isDiskFull(error)
      ? diskFullDetail
      : isDatabaseLost(error)
        ? `The database went away under this command (${said}). What it had finished is kept: give the same command again when the database is back, and it goes on from there.`
        : whole;
  return createScrubber(listSecrets())(text);
}
