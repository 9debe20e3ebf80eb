import process from 'node:process';
import { Command } from 'commander';
import { ProblemError } from '../app/problem-error.ts';
import { ConfigProblemError, listSecrets } from '../config/read-config.ts';
import { DatabaseProblemError } from '../platform/database/database-problem-error.ts';
import { createScrubber } from '../platform/scrub-secrets.ts';
import { addAppraise } from './commands/appraise.ts';
import { addAudit } from './commands/audit.ts';
import { addBacktest } from './commands/backtest.ts';
import { addDeals } from './commands/deals.ts';
import { addDoctor } from './commands/doctor.ts';
import { addIngest } from './commands/ingest.ts';
import { addSales } from './commands/sales.ts';
import { addSecret } from './commands/secret.ts';
import { addSigningKeys } from './commands/signing-keys.ts';
import { addTrain } from './commands/train.ts';
import { addUser } from './commands/user.ts';
import { say } from './terminal.ts';

const program = new Command('dealerscope')
  .description('Which auction lots are worth bidding on, up to exactly how much, and why.')
  .showHelpAfterError('(add --help for examples)')
  .addHelpText(
    'after',
    `
Start here:
  $ npm start                                   the ranked list in your browser, at http://localhost:8080
  $ npx dealerscope deals                       the same list on the terminal
  $ npx dealerscope appraise --help             any car by hand
  $ npx dealerscope doctor                      is everything as it should be?`,
  );
addIngest(program);
addDeals(program);
addAppraise(program);
addTrain(program);
addSales(program);
addBacktest(program);
addUser(program);
addSigningKeys(program);
addSecret(program);
addAudit(program);
addDoctor(program);

// a reader such as `head` may close early
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  const isKnown =
    error instanceof ProblemError ||
    error instanceof ConfigProblemError ||
    error instanceof DatabaseProblemError;
  const text = isKnown
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  say(createScrubber(listSecrets())(text));
  process.exitCode = 1;
}
