import { readConfig } from '../../src/config/read-config.ts';
import { createPeopleContext } from '../../src/context.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { repeatable } from '../market.ts';

/** Keys of as many dealerships, one owner each, on the home of a running program. */
export async function makeCallers(home: string, many: number): Promise<readonly string[]> {
  const config = { ...readConfig({ ...process.env, DEALERSCOPE_HOME: home, DATABASE_URL: '' }) };
  const context = await createPeopleContext({ config, logger: createLogger('silent') });
  try {
    const { operate } = context.identity;
    const keys: string[] = [];
    for (let at = 0; at < many; at++) {
      const orgId = await operate.createDealership(`Bench ${at}`);
      const email = `bench-${at}@example.com`;
      await operate.createPerson({
        email,
        name: 'Bench',
        role: 'owner',
        orgId,
        password: 'maple-anchor-violet-37',
      });
      keys.push(
        (await operate.issueKeyFor(email, { name: 'bench', role: 'owner', validDays: 2, orgId })).key,
      );
    }
    return keys;
  } finally {
    await context.dispose();
  }
}

const makes = ['Ford', 'Chevrolet', 'Dodge', 'Toyota', 'Honda', 'Nissan', 'Jeep', 'GMC'];
const sorts = ['edge', 'score', 'maxBid', 'roi', 'endsAt', 'miles', 'year'];
const states = ['TX', 'CA', 'FL', 'OH', 'PA', 'AZ'];

/** 200 different lists of 25, the first ones the commonest (Zipf), in a repeatable order of so many draws. */
export function drawQueries(draws: number): readonly string[] {
  const random = repeatable(7);
  const queries = Array.from({ length: 200 }, (_, at) => {
    const params = new URLSearchParams({ limit: '25', sort: sorts[at % sorts.length] ?? 'edge' });
    if (at % 3 === 1) params.set('make', makes[at % makes.length] ?? 'Ford');
    if (at % 5 === 2) params.set('state', states[at % states.length] ?? 'TX');
    if (at % 7 === 3) params.set('milesMax', String(40_000 + (at % 20) * 10_000));
    if (at % 11 === 4) params.set('yearMin', String(2000 + (at % 20)));
    if (at % 13 === 5) params.set('minEdge', String(100 * (at % 9)));
    return `/api/v1/deals?${params}`;
  });
  const weights = queries.map((_, at) => 1 / (at + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Array.from({ length: draws }, () => {
    let rest = random() * total;
    for (const [at, weight] of weights.entries()) {
      rest -= weight;
      if (rest <= 0) return queries[at] ?? '';
    }
    return queries[0] ?? '';
  });
}
