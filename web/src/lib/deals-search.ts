import type { DealsQuery } from '../../../src/contracts/deals.ts';

/** State of the inbox as it stands in the URL: what equals the API's default is left out. */
export type DealsSearch = Partial<Omit<DealsQuery, 'limit' | 'cursor'>>;

export const dealKinds = [
  'road_vehicle',
  'commercial_truck',
  'equipment',
  'not_a_vehicle',
  'parts_only',
  'all',
] as const satisfies readonly DealsQuery['kind'][];
export const dealStatuses = ['open', 'ended', 'all'] as const satisfies readonly DealsQuery['status'][];
export const dealGrades = ['platinum', 'gold', 'silver', 'bronze', 'none'] as const;
export const dealSorts = [
  'edge',
  'score',
  'maxBid',
  'roi',
  'endsAt',
  'currentBid',
  'year',
  'miles',
] as const satisfies readonly DealsQuery['sort'][];
const orders = ['asc', 'desc'] as const;

/** Direction that the API takes when `order` is left out. */
export const usefulOrder = (sort: DealsQuery['sort']): 'asc' | 'desc' =>
  sort === 'endsAt' || sort === 'miles' || sort === 'currentBid' ? 'asc' : 'desc';

const oneOf = <T extends string>(allowed: readonly T[], value: unknown): T | undefined =>
  allowed.find((candidate) => candidate === value);

function textOf(value: unknown, maxLength: number): string | undefined {
  // the API refuses NUL, which no database text can hold
  const text = typeof value === 'string' ? value.replaceAll('\0', '').trim().slice(0, maxLength).trim() : '';
  return text === '' ? undefined : text;
}

function numberOf(value: unknown, min: number, max: number): number | undefined {
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) && number >= min && number <= max ? number : undefined;
}

const wholeOf = (value: unknown, min: number, max: number): number | undefined => {
  const number = numberOf(value, min, max);
  return number !== undefined && Number.isInteger(number) ? number : undefined;
};

/** Keeps what is valid and drops the rest, so that an old or mistyped link still opens the inbox. */
export function toDealsSearch(raw: Record<string, unknown>): DealsSearch {
  const sort = oneOf(dealSorts, raw.sort);
  const order = oneOf(orders, raw.order);
  const kind = oneOf(dealKinds, raw.kind);
  const status = oneOf(dealStatuses, raw.status);
  const state = /^[A-Z]{2}$/.exec(textOf(raw.state, 2)?.toUpperCase() ?? '')?.[0];
  const search: DealsSearch = {
    q: textOf(raw.q, 200),
    make: textOf(raw.make, 60),
    model: textOf(raw.model, 60),
    yearMin: wholeOf(raw.yearMin, 1900, 2100),
    yearMax: wholeOf(raw.yearMax, 1900, 2100),
    milesMax: wholeOf(raw.milesMax, 0, 2_000_000),
    state: state && /^[A-Z]{2}$/.test(state) ? state : undefined,
    source: textOf(raw.source, 40),
    grade: oneOf(dealGrades, raw.grade),
    minEdge: wholeOf(raw.minEdge, 0, 1_000_000),
    endsWithinHours: numberOf(raw.endsWithinHours, 0, 10_000),
    kind: kind === 'road_vehicle' ? undefined : kind,
    status: status === 'open' ? undefined : status,
    sort: sort === 'edge' ? undefined : sort,
    order: order === usefulOrder(sort ?? 'edge') ? undefined : order,
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

export function toDealsParams(search: DealsSearch): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (value !== undefined) params.set(name, String(value));
  return params;
}
