import type { ListingRejection } from '../../core/listing/listing.ts';

export const maxExcerptLength = 200;

/** A rejection with its excerpt cut to size and without characters that a database refuses. */
export function toRejection(
  code: string,
  reason: string,
  where: { line?: number; field?: string; excerpt?: unknown } = {},
): ListingRejection {
  const excerpt = toExcerpt(where.excerpt);
  return {
    code,
    reason,
    ...(where.line === undefined ? {} : { line: where.line }),
    ...(where.field === undefined ? {} : { field: where.field }),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}

function toExcerpt(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : (safeJson(value) ?? typeof value);
  const cut = text
    .slice(0, maxExcerptLength * 2)
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ');
  return cut.slice(0, maxExcerptLength).toWellFormed();
}

function safeJson(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
