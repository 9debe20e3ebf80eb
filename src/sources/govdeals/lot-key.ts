/** A lot's key: asset numbers repeat between sellers, so the seller's account belongs to it, as in the page's address. */
export function toLotKey(assetId: unknown, accountId: unknown): string | undefined {
  const asset = toDigits(assetId);
  const account = toDigits(accountId);
  return asset === undefined || account === undefined ? undefined : `${asset}-${account}`;
}

function toDigits(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  return /^\d{1,15}$/.test(text) ? text : undefined;
}

/** The lot's page, from its key. */
export const toLotUrl = (key: string): string => `https://www.govdeals.com/en/asset/${key.replace('-', '/')}`;
