import process from 'node:process';
import type { Command } from 'commander';
import { ProblemError } from '../../app/problem-error.ts';
import { readConfig } from '../../config/read-config.ts';
import { findServer } from '../../platform/database/instance-lock.ts';
import {
  dropOtherHomeSecrets,
  findHomeSecrets,
  makeHomeSecret,
  rotateHomeSecret,
} from '../../platform/home-secret.ts';
import { print, printJson, printTable, say } from '../terminal.ts';
import { withPeople } from '../with-context.ts';

const words = {
  secondFactors: 'second factors',
  signingKeys: 'keys that sign tokens',
  mails: 'mails that wait',
  webhooks: 'secrets of webhooks',
} as const;

const lost = {
  sessions: 'sessions: everybody signs in anew',
  secondFactors: 'second factors: those people sign in with the password alone until they set one up again',
  signingKeys: 'keys that sign access tokens: new ones are made when needed',
  mails: 'mails that waited: they are not sent',
  webhooks: 'webhooks for alerts: add them anew',
} as const;

/** As the file or the environment names them, not as the database is used. */
const asGiven = { secretUse: 'as-given' } as const;

/** Counts what is sealed with which secret, and with `isDryRun: false` seals anew. */
const count = (isDryRun: boolean, json: boolean | undefined) =>
  withPeople(async ({ identity }) => {
    const counts = await identity.reseal({ isDryRun });
    const rows = Object.entries(counts).map(([kind, row]) => ({
      kind: words[kind as keyof typeof words],
      ...row,
    }));
    if (json) printJson(counts);
    else
      printTable(rows, [
        { title: 'Sealed', cell: (row) => row.kind },
        { title: 'Current secret', align: 'right', cell: (row) => String(row.current) },
        {
          title: isDryRun ? 'Another secret' : 'Sealed anew',
          align: 'right',
          cell: (row) => String(row.other),
        },
        { title: 'Unreadable', align: 'right', cell: (row) => String(row.unreadable) },
      ]);
    return rows;
  }, asGiven);

/** The file in the home; where the environment names the secret, it is replaced there. */
function getHome(): string {
  const { home, identity } = readConfig();
  if (identity.secrets)
    throw new ProblemError(
      409,
      'secret_in_environment',
      'The secret is set by DEALERSCOPE_SECRET: put the new one there and the old one in DEALERSCOPE_SECRET_PREVIOUS, then start again.',
    );
  return home;
}

export function addSecret(program: Command): void {
  const secret = program
    .command('secret')
    .description('the secret that signs cookies and seals second factors')
    .addHelpText(
      'after',
      `
To replace it without signing anybody out (more: docs/operations/rotating-secrets.md):
  $ npx dealerscope secret rotate          a new one from the next start on; the old one stays believed
  …  start again, and wait 24 hours
  $ npx dealerscope secret status          nothing may be sealed with another secret
  $ npx dealerscope secret retire          the old one is worth nothing from the next start on

When it is lost for good:
  $ npx dealerscope secret start-anew      says what ends; with --yes it does`,
    );

  secret
    .command('status')
    .description('what is sealed with the current secret, and what with another one')
    .option('--json', 'print as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const rows = await count(true, json);
      if (rows.some(({ unreadable }) => unreadable > 0)) process.exitCode = 1;
    });

  secret
    .command('reseal')
    .description('seal with the current secret what another one has sealed; each start does so too')
    .option('--json', 'print as JSON')
    .action(async ({ json }: { json?: boolean }) => void (await count(false, json)));

  secret
    .command('rotate')
    .description('make a new secret in the home, for the next start; the old one stays believed')
    .action(() => {
      rotateHomeSecret(getHome());
      say('A new secret counts from the next start on. After 24 hours: npx dealerscope secret retire');
    });

  secret
    .command('retire')
    .description('forget the secrets before the current one; refused while something is sealed with them')
    .action(async () => {
      const home = getHome();
      const waiting = (await count(true, false)).filter(({ other }) => other > 0);
      if (waiting.length > 0)
        throw new ProblemError(
          409,
          'still_sealed',
          `Still sealed with an earlier secret: ${waiting.map(({ kind }) => kind).join(', ')}. First: npx dealerscope secret reseal`,
        );
      if (!(await withPeople(({ identity }) => identity.usesCurrentSecret(), asGiven)))
        throw new ProblemError(
          409,
          'not_in_use',
          'No start has used the new secret yet, so the one before is still needed. First start again, or: npx dealerscope secret reseal',
        );
      print(`${dropOtherHomeSecrets(home)} earlier secrets are forgotten from the next start on.`);
    });

  secret
    .command('start-anew')
    .description('when the secret is lost for good: end all that only it could open, and use the present one')
    .option('--yes', 'do it; without this, only say what would end')
    .action(async ({ yes }: { yes?: boolean }) => {
      const { home, databaseUrl, identity: settings } = readConfig();
      const run = (isDryRun: boolean) =>
        withPeople(({ identity }) => identity.startAnew({ isDryRun }), { secretUse: 'lost' });
      const ends = await run(true);
      const holder = databaseUrl === undefined ? findServer(home) : undefined;
      if (yes && holder !== undefined)
        throw new ProblemError(409, 'still_running', `DealerScope runs (process ${holder}): stop it first.`);
      if (yes) {
        if (!settings.secrets && !findHomeSecrets(home)) makeHomeSecret(home);
        await run(false);
      }
      print(yes ? 'Ended:' : 'Would end:');
      for (const [kind, how] of Object.entries(lost))
        print(`${String(ends[kind as keyof typeof ends]).padStart(6)}  ${how}`);
      print('Passwords, passkeys, API keys, settings and everything of the market stay.');
      if (yes) say('Done. Stop every program on this database and start it again: npm start');
      else {
        say('Nothing was changed. To do it: stop the program, then npx dealerscope secret start-anew --yes');
        process.exitCode = 1;
      }
    });
}
