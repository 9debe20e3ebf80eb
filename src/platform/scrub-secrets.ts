/** What secrets look like wherever they turn up: keys, session and device cookies, passwords in addresses. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)(\s+|%20)[A-Za-z0-9._~+/=-]{8,}/gi, '$1 [secret]'],
  [/\bdsk_[A-Za-z0-9_-]{8,}/g, '[secret]'],
  [/\b(dealerscope\.[a-z_]+)=[^;\s"\\]+/g, '$1=[secret]'],
  [/\b([a-z][a-z0-9+-]*:\/\/[^\s:/?#@"\\]*):[^\s/?#@"\\]+@/gi, '$1:[secret]@'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g, '[secret]'],
  [/([?&](?:[a-z_-]*(?:key|token|secret|password|code))=)[^&\s"\\]+/gi, '$1[secret]'],
  [
    /("(?:[A-Za-z_-]*(?:[pP]assword|[sS]ecret|[tT]oken|[aA]piKey|api_key|[cC]ookie|[aA]uthorization))":)"(?:[^"\\]|\\.)*"/g,
    '$1"[secret]"',
  ],
];

/** Every way in which one secret may stand in a line of text. */
const spellings = (secret: string): string[] => [
  ...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]),
];

/**
 * Takes out what must not be told: the secrets given, in plain, JSON or URL spelling, and whatever has the shape of one.
 * The last thing that happens to a text before it leaves the program for a log or a terminal.
 */
export function createScrubber(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = secrets
    // a secret of a few letters would take ordinary words out with it
    .filter((secret): secret is string => secret !== undefined && secret.length >= 6)
    .flatMap(spellings)
    // a longer one may contain a shorter one
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let scrubbed = text;
    for (const secret of known) scrubbed = scrubbed.replaceAll(secret, '[secret]');
    for (const [shape, instead] of shapes) scrubbed = scrubbed.replace(shape, instead);
    return scrubbed;
  };
}
