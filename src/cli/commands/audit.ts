import process from 'node:process';
import type { Command } from 'commander';
import { print, printJson, say } from '../terminal.ts';
import { withPeople } from '../with-context.ts';

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('the log of what people did');
  audit
    .command('verify')
    .description('recompute the chain of hashes; exit code 1 when an event was changed or is missing')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      `
Note the last hash somewhere else now and then: it tells whether the whole log was replaced since.

Example:
  $ npx dealerscope audit verify`,
    )
    .action(({ json }: { json?: boolean }) =>
      withPeople(async (context) => {
        const chains = await context.identity.verifyAudit();
        if (json) printJson(chains);
        else
          for (const { orgId, events, headHash, brokenAt, reason } of chains)
            print(
              brokenAt === null
                ? `ok    ${orgId}  ${events} events, last hash ${headHash}`
                : `BROKEN  ${orgId}  at event ${brokenAt}: ${reason}`,
            );
        if (chains.some(({ brokenAt }) => brokenAt !== null)) process.exitCode = 1;
        else say(`${chains.length} ${chains.length === 1 ? 'log holds' : 'logs hold'}.`);
      }),
    );
}
