import { ok } from '../../kernel/result.ts';
import { type Parsed, problem } from './field-problem.ts';

/** An absolute http(s) address in ASCII, without spaces, quotes, backslashes or angle brackets, at most 2,000 characters; unchanged. */
export function parseWebUrl(value: unknown): Parsed<string> {
  if (typeof value !== 'string' || value.length > 2000) return problem('bad_url', 'not an address');
  const url = value.trim();
  return /^https?:\/\/[\w.-]+(?::\d{1,5})?(?:[/?#][!#-&(-;=?-[\]^-~]*)?$/i.test(url)
    ? ok(url)
    : problem('bad_url', 'not an http or https address');
}
