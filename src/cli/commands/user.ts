import { type Command, InvalidArgumentError, Option } from 'commander';
import { defaultOrgId } from '../../app/dealership.ts';
import { type Role, roles } from '../../contracts/identity.ts';
import type { OrgId } from '../../core/kernel/ids.ts';
import { print, printJson, printTable, say } from '../terminal.ts';
import { withPeople } from '../with-context.ts';

interface CreateOptions {
  readonly email: string;
  readonly name?: string;
  readonly role: Role;
  readonly org?: string;
  readonly newOrg?: string;
  readonly json?: boolean;
}

interface KeyOptions {
  readonly email: string;
  readonly role: Role;
  readonly name: string;
  readonly days: number;
  readonly scope?: readonly string[];
  readonly org?: string;
  readonly json?: boolean;
}

const roleOption = (fallback: Role) =>
  new Option('--role <role>', 'what they may do').choices([...roles]).default(fallback);

function parseDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 366)
    throw new InvalidArgumentError('a whole number of days from 1 to 366');
  return days;
}

const createUser = (options: CreateOptions) =>
  withPeople(async (context) => {
    const { createDealership, createPerson } = context.identity.operate;
    const orgId = options.newOrg
      ? await createDealership(options.newOrg)
      : ((options.org ?? defaultOrgId) as OrgId);
    const person = await createPerson({
      email: options.email,
      name: options.name ?? options.email.split('@', 1)[0] ?? options.email,
      role: options.role,
      orgId,
    });
    if (options.json) {
      printJson({ ...person, orgId, role: options.role });
      return;
    }
    print(`${person.email} is ${options.role} of ${orgId}.`);
    if (person.oneTimePassword) {
      print(`One-time password: ${person.oneTimePassword}`);
      say('It is shown only now, and must be replaced at the first sign-in.');
    } else say('They have an account already, and keep its password.');
  });

const makeKey = (options: KeyOptions) =>
  withPeople(async (context) => {
    const made = await context.identity.operate.issueKeyFor(options.email, {
      name: options.name,
      role: options.role,
      validDays: options.days,
      ...(options.scope && { scopes: options.scope }),
      ...(options.org && { orgId: options.org }),
    });
    if (options.json) return printJson(made);
    print(made.key);
    say(
      `Role ${made.role}${made.scopes ? `, only ${made.scopes.join(', ')}` : ''}, until ${made.expiresAt}. It is shown only now; send it as: Authorization: Bearer …`,
    );
  });

export function addUser(program: Command): void {
  const user = program
    .command('user')
    .description('who may sign in, and keys for scripts')
    .addHelpText(
      'after',
      `
Examples:
  $ npx dealerscope user list
  $ npx dealerscope user create --email ann@example.com --role buyer
  $ npx dealerscope user api-key --email ann@example.com --role viewer
  $ npx dealerscope user api-key --email ann@example.com --scope deals.read --days 30
  $ npx dealerscope user reset-password --email owner@localhost`,
    );

  user
    .command('create')
    .description('add a person; prints a one-time password')
    .requiredOption('--email <email>', 'what they sign in with')
    .option('--name <name>', 'how they are called (default: the first part of the e-mail)')
    .addOption(roleOption('buyer'))
    .option('--org <id>', 'the dealership (default: the first one)')
    .option('--new-org <name>', 'make a new dealership for them')
    .option('--json', 'print as JSON')
    .action(createUser);

  user
    .command('list')
    .description('everyone who may sign in')
    .option('--json', 'print as JSON')
    .action(({ json }: { json?: boolean }) =>
      withPeople(async (context) => {
        const people = await context.identity.operate.listPeople();
        if (json) return printJson(people);
        printTable(people, [
          { title: 'E-mail', cell: (row) => row.email },
          { title: 'Name', cell: (row) => row.name, max: 30 },
          { title: 'Role', cell: (row) => row.role },
          { title: 'Dealership', cell: (row) => `${row.organisation} (${row.orgId})` },
          { title: 'Second factor', cell: (row) => (row.hasSecondFactor ? 'on' : 'off') },
          { title: 'Password', cell: (row) => (row.mustChangePassword ? 'one-time' : 'own') },
        ]);
      }),
    );

  user
    .command('reset-password')
    .description('print a one-time password and end the person’s sessions')
    .requiredOption('--email <email>', 'whose')
    .option('--forget-second-factor', 'for somebody who lost both phone and recovery codes')
    .option('--json', 'print as JSON')
    .action((options: { email: string; forgetSecondFactor?: boolean; json?: boolean }) =>
      withPeople(async (context) => {
        const reset = await context.identity.operate.resetPassword(options.email, {
          forgetSecondFactor: options.forgetSecondFactor === true,
        });
        if (options.json) return printJson(reset);
        print(`One-time password of ${reset.email}: ${reset.oneTimePassword}`);
        say('It is shown only now, and must be replaced at the first sign-in.');
      }),
    );

  user
    .command('api-key')
    .description('make a key for scripts; prints it once, alone on standard output')
    .requiredOption('--email <email>', 'whose name it acts in')
    .addOption(roleOption('viewer'))
    .option('--name <name>', 'to tell keys apart', 'command line')
    .option('--scope <names...>', 'only this of what the role may, such as deals.read (default: all of it)')
    .option('--days <days>', 'how long it is good', parseDays, 90)
    .option('--org <id>', 'the dealership (default: the one they joined first)')
    .option('--json', 'print as JSON')
    .action(makeKey);
}
