import type { Command } from 'commander';
import { print, printJson, printTable, say } from '../terminal.ts';
import { withPeople } from '../with-context.ts';

export function addSigningKeys(program: Command): void {
  const keys = program.command('signing-keys').description('keys that sign access tokens for machines');

  keys
    .command('list')
    .description('keys whose tokens may still be good, and the next one')
    .option('--json', 'print as JSON')
    .action(({ json }: { json?: boolean }) =>
      withPeople(async ({ identity }) => {
        const rows = await identity.listSigningKeys();
        if (json) return printJson(rows);
        printTable(rows, [
          { title: 'Key', cell: (row) => row.kid },
          { title: 'Signs from', cell: (row) => row.signsFrom },
          { title: 'Verifies until', cell: (row) => row.verifiesUntil ?? 'it is replaced' },
          { title: 'Readable', cell: (row) => (row.isReadable ? 'yes' : 'no: the secret was changed') },
        ]);
      }),
    );

  keys
    .command('rotate')
    .description('make a new key; the old one goes on verifying until its last token has expired')
    .option('--at-once', 'for a key that leaked: every access token that is out is worth nothing from now on')
    .option('--json', 'print as JSON')
    .action(({ atOnce, json }: { atOnce?: boolean; json?: boolean }) =>
      withPeople(async ({ identity }) => {
        const made = await identity.rotateSigningKeys({ atOnce: atOnce === true });
        if (json) return printJson(made);
        print(made.kid);
        say(`It signs from ${made.signsFrom} on.`);
      }),
    );
}
