import type { DealDetail, DealSummary, DealsPage } from '../../src/contracts/deals.ts';
import { baseUrl, sessionCookie } from './browser.ts';

/** What the program itself answers, for comparison with what is on screen. */
export async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(`${baseUrl()}/api/v1${path}`, { headers: { cookie: sessionCookie() } });
  if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

export const getDeals = (query = ''): Promise<DealsPage> => getJson<DealsPage>(`/deals?${query}`);

/** Every lot that a query finds, page after page. */
export async function getAllDeals(query: string): Promise<readonly DealSummary[]> {
  const found: DealSummary[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: DealsPage = await getDeals(
      `${query}&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    found.push(...page.deals);
    cursor = page.nextCursor;
  }
  return found;
}

export const getDeal = (id: string): Promise<DealDetail> => getJson<DealDetail>(`/deals/${id}`);

/** A lot with a max bid and a bill of costs: what most of a deal page is about. Open or ended. */
export async function findAppraisedDeal(): Promise<DealSummary> {
  const { deals } = await getDeals('status=all&sort=maxBid&limit=100');
  const deal = deals.find((candidate) => (candidate.maxBidCents ?? 0) > 100_000);
  if (!deal) throw new Error('the sample market has no lot with a max bid over $1,000');
  return deal;
}

/** `$1,234.56` or `-$1,234` → cents. */
export function readCents(text: string): number {
  const match = /(-?)\$([\d,]+)(?:\.(\d\d))?/.exec(text);
  if (!match) throw new Error(`no amount in “${text}”`);
  const cents = Number((match[2] ?? '').replaceAll(',', '')) * 100 + Number(match[3] ?? 0);
  return match[1] === '-' ? -cents : cents;
}

/** A request with a body; what the program answers. */
export async function sendJson<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T> {
  const response = await fetch(`${baseUrl()}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', cookie: sessionCookie(), origin: baseUrl() },
    body: JSON.stringify(body),
  });
  if (response.ok) return (await response.json()) as T;
  const text = await response.text();
  // the page asks as the same person, and asked something newer
  if (text.includes('"code":"superseded"')) return sendJson(method, path, body);
  throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
}
