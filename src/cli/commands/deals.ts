import type { Command } from 'commander';
import { ProblemError } from '../../app/problem-error.ts';
import {
  type DealSummary,
  type DealsPage,
  type DealsQuery,
  dealsQuerySchema,
} from '../../contracts/deals.ts';
import { type Cents, formatCents } from '../../core/kernel/money.ts';
import { type Column, print, printJson, printTable, say } from '../terminal.ts';
import { withContext } from '../with-context.ts';

const dollars = (cents: number | null) =>
  cents === null ? '–' : formatCents(cents as Cents).replace(/\.\d\d$/, '');

const columns: readonly Column<DealSummary>[] = [
  { title: 'Score', align: 'right', cell: (deal) => (deal.score === null ? '–' : String(deal.score)) },
  {
    title: 'Vehicle',
    max: 44,
    cell: (deal) => [deal.year, deal.make, deal.model, deal.trim].filter(Boolean).join(' ') || deal.title,
  },
  { title: 'Miles', align: 'right', cell: (deal) => deal.odometerMiles?.toLocaleString('en-US') ?? '–' },
  { title: 'Place', max: 22, cell: (deal) => [deal.city, deal.state].filter(Boolean).join(', ') },
  { title: 'Bid', align: 'right', cell: (deal) => dollars(deal.currentBidCents) },
  { title: 'Max bid', align: 'right', cell: (deal) => dollars(deal.maxBidCents) },
  { title: 'Edge', align: 'right', cell: (deal) => dollars(deal.edgeCents) },
  {
    title: 'Wholesale',
    align: 'right',
    cell: (deal) =>
      deal.wholesale ? `${dollars(deal.wholesale.p10Cents)} – ${dollars(deal.wholesale.p90Cents)}` : '–',
  },
  { title: 'Ends', cell: (deal) => deal.endsAt?.slice(0, 16).replace('T', ' ') ?? '–' },
  { title: 'Why', max: 60, cell: (deal) => deal.topReason ?? '' },
];

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function parseFilters(filters: Record<string, string>): DealsQuery {
  const parsed = dealsQuerySchema.safeParse(filters);
  if (parsed.success) return parsed.data;
  throw new ProblemError(
    400,
    'invalid_request',
    parsed.error.issues.map((issue) => `--${kebab(issue.path.join('.'))}: ${issue.message}`).join('\n'),
  );
}

export function addDeals(program: Command): void {
  const command = program
    .command('deals')
    .description('the ranked list: which lots are worth bidding on, and up to how much');
  for (const name of Object.keys(dealsQuerySchema.shape)) command.option(`--${kebab(name)} <value>`);
  command
    .option('--json', 'print the page as JSON, as GET /api/v1/deals answers it')
    .addHelpText(
      'after',
      `
The options are the filters of GET /api/v1/deals.

Examples:
  $ npx dealerscope deals
  $ npx dealerscope deals --make ford --miles-max 120000 --sort score
  $ npx dealerscope deals --kind not_a_vehicle       (what was left out, and can be checked)`,
    )
    .action(async ({ json, ...filters }: Record<string, string> & { json?: boolean }) => {
      const query = parseFilters(filters);
      await withContext(async (context) => {
        await context.market.read();
        const page = JSON.parse((await context.app.listDeals(query)).toJson()) as DealsPage;
        if (json) return printJson(page);
        if (page.market.isSample)
          say(
            `Sample market: past lots, shown as of the day each was seen (latest ${page.market.asOf.slice(0, 10)}); not live.`,
          );
        if (page.deals.length === 0)
          return print('No lot fits. Fewer filters may help: npx dealerscope deals --status all');
        printTable(page.deals, columns);
        say(
          `${page.deals.length} of ${page.total}${page.nextCursor ? `; more with --cursor ${page.nextCursor}` : ''}`,
        );
      });
    });
}
