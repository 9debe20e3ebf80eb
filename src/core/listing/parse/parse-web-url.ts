import { ok } from '../../kernel/result.ts';
import { type Parsed, problem } from './field-problem.ts';

const webUrl = /^https?:\/\/([\w.-]{1,253})(?::\d{1,5})?(?:[/?#][!#-&(-;=?-[\]^-~]*)?$/i;

/**
 * An absolute http(s) address in ASCII, without spaces, quotes, backslashes or angle brackets, at most 2,000
 * characters; unchanged. With `domain`, only one on that domain or below it.
 */
export function parseWebUrl(value: unknown, domain?: string): Parsed<string> {
  if (typeof value !== 'string' || value.length > 2000) return problem('bad_url', 'not an address');
  const url = value.trim();
  const host = webUrl.exec(url)?.[1]?.toLowerCase();
  if (host === undefined) return problem('bad_url', 'not an http or https address');
  if (domain !== undefined && host !== domain && !host.endsWith(`.${domain}`))
    return problem('bad_url', `not an address on ${domain}`);
  return ok(url);
}
