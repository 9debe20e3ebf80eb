import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { Command } from 'commander';
import { z } from 'zod';
import { ProblemError } from '../../app/problem-error.ts';
import { print, printJson, say } from '../terminal.ts';
import { withPeople } from '../with-context.ts';

const headSchema = z.object({ orgId: z.string(), seq: z.number().int(), hash: z.string() });

/** One head a line, as `audit head` prints them. Throws a sentence where the file is none of those. */
function readHeads(file: string): z.infer<typeof headSchema>[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line, at) => {
    try {
      return headSchema.parse(JSON.parse(line));
    } catch {
      throw new ProblemError(
        400,
        'bad_heads',
        `${file}, line ${at + 1}: this is not what \`audit head\` prints.`,
      );
    }
  });
}

export function addAudit(program: Command): void {
  const audit = program.command('audit').description('the log of what people did');
  audit
    .command('verify')
    .description('recompute the chain of hashes; exit code 1 when an event was changed or is missing')
    .option('--json', 'print as JSON')
    .option('--heads <file>', 'heads noted earlier by `audit head`: each must still be in its log')
    .addHelpText(
      'after',
      `
A chain alone cannot show that its end was cut off together with its head, or that all of it was replaced. A head that
was noted somewhere else can.

Examples:
  $ npx dealerscope audit head > /somewhere/else/heads.jsonl
  $ npx dealerscope audit verify --heads /somewhere/else/heads.jsonl`,
    )
    .action(({ json, heads }: { json?: boolean; heads?: string }) =>
      withPeople(async (context) => {
        const chains = await context.identity.verifyAudit(heads === undefined ? [] : readHeads(heads));
        if (json) printJson(chains);
        else
          for (const { orgId, events, headHash, erased, brokenAt, reason } of chains)
            print(
              brokenAt === null
                ? `ok    ${orgId}  ${events} events${erased > 0 ? ` (${erased} without the name of a person who was erased)` : ''}, last hash ${headHash}`
                : `BROKEN  ${orgId}  at event ${brokenAt}: ${reason}`,
            );
        if (chains.some(({ brokenAt }) => brokenAt !== null)) process.exitCode = 1;
        else say(`${chains.length} ${chains.length === 1 ? 'log holds' : 'logs hold'}.`);
      }),
    );
  audit
    .command('head')
    .description('the last event and hash of each log, one JSON document a line: keep it somewhere else')
    .addHelpText('after', '\nExample:\n  $ npx dealerscope audit head > /somewhere/else/heads.jsonl')
    .action(() =>
      withPeople(async (context) => {
        for (const head of await context.identity.listAuditHeads()) print(JSON.stringify(head));
      }),
    );
  audit
    .command('security')
    .description('security events that concern no single dealership, newest first')
    .option('--limit <count>', 'how many', '50')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  $ npx dealerscope audit security --limit 20')
    .action(({ limit, json }: { limit: string; json?: boolean }) =>
      withPeople(async (context) => {
        const count = z.coerce.number().int().min(1).max(10_000).parse(limit);
        const events = await context.identity.security.listForOperator(count);
        if (json) printJson(events);
        else
          for (const { at, severity, says, ipAddress } of events)
            print(`${at}  ${severity.padEnd(8)}  ${says}${ipAddress ? `, from ${ipAddress}` : ''}`);
      }),
    );
}
