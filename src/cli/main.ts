import process from 'node:process';
import { Command } from 'commander';
import { ProblemError } from '../app/problem-error.ts';
import { ConfigProblemError, listSecrets } from '../config/read-config.ts';
import { DatabaseProblemError } from '../platform/database/database-problem-error.ts';
import { isDatabaseLost } from '../platform/database/is-lost.ts';
import { createScrubber } from '../platform/scrub-secrets.ts';
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

type Add = (program: Command) => void;

const loadTrain = async (): Promise<Add> => (await import('./commands/train.ts')).addTrain;
/** Each file is loaded when its command is asked for, and all of them for the list of commands. */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  ingest: async () => (await import('./commands/ingest.ts')).addIngest,
  deals: async () => (await import('./commands/deals.ts')).addDeals,
  appraise: async () => (await import('./commands/appraise.ts')).addAppraise,
  train: loadTrain,
  models: loadTrain,
  sales: async () => (await import('./commands/sales.ts')).addSales,
  backtest: async () => (await import('./commands/backtest.ts')).addBacktest,
  user: async () => (await import('./commands/user.ts')).addUser,
  'signing-keys': async () => (await import('./commands/signing-keys.ts')).addSigningKeys,
  secret: async () => (await import('./commands/secret.ts')).addSecret,
  audit: async () => (await import('./commands/audit.ts')).addAudit,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
};
const asked = process.argv[2] ?? '';
const loads = Object.hasOwn(commands, asked) ? [commands[asked]] : new Set(Object.values(commands));
for (const load of loads) (await load?.())?.(program);

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
    : isDatabaseLost(error)
      ? `The database went away under this command (${error instanceof Error ? error.message : String(error)}). What it had finished is kept: give the same command again when the database is back, and it goes on from there.`
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  say(createScrubber(listSecrets())(text));
  process.exitCode = 1;
}
