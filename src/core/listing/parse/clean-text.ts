import { htmlEntities } from './html-entities.ts';

const anythingToClean = /[<&\p{Cc}\p{Cf}\p{Cs}\u00a0\u2028\u2029]| {2}/u;
const entity = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,15}));/g;
/** Tags after which a reader sees a new line. */
const lineTags: ReadonlySet<string> = new Set(
  'br p div li ul ol tr table tbody thead section article header footer h1 h2 h3 h4 h5 h6 hr dt dd pre'.split(
    ' ',
  ),
);
/** Elements whose content is never text for a reader. */
const hiddenTags: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript']);

/**
 * What a reader would see of `raw`: tags gone, entities decoded once, control, zero-width and bidirectional
 * override characters gone, spaces collapsed, lines kept (one empty line at most between two), cut to
 * `maxLength` characters. Never throws; linear in the length of `raw`.
 */
export function cleanText(raw: string, maxLength: number): string {
  let text = raw.length > maxLength * 8 ? raw.slice(0, maxLength * 8) : raw;
  if (anythingToClean.test(text)) {
    if (text.includes('<')) text = withoutTags(text);
    if (text.includes('&')) text = decodeEntities(text);
    text = text
      .toWellFormed()
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      .replace(/[\t\v\f\u00a0]/g, ' ')
      .replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\n' ? '\n' : ''))
      .replace(/ {2,}/g, ' ');
    if (text.includes('\n')) text = tidyLines(text);
  }
  text = text.trim();
  if (text.length <= maxLength) return text;
  const end = text.charCodeAt(maxLength - 1) >>> 10 === 0x36 ? maxLength - 1 : maxLength;
  return text.slice(0, end).trimEnd();
}

/** The same on one line, for titles and names. */
export function cleanLine(raw: string, maxLength: number): string {
  const text = cleanText(raw, maxLength);
  return text.includes('\n') ? text.replace(/\n+/g, ' ') : text;
}

function tidyLines(text: string): string {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' && (lines.length === 0 || lines.at(-1) === '')) continue;
    lines.push(trimmed);
  }
  return lines.join('\n');
}

function decodeEntities(text: string): string {
  return text.replace(entity, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return htmlEntities.get(name) ?? htmlEntities.get(name.toLowerCase()) ?? whole;
    const codePoint = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? '', 16);
    if (codePoint > 0x10ffff || codePoint === 0) return '';
    return String.fromCodePoint(codePoint);
  });
}

/** `< 5000 miles` and `<5k` stay; a tag that never closes stays as written. */
function withoutTags(text: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('<', at);
    if (open < 0) break;
    pieces.push(text.slice(at, open));
    if (text.startsWith('<!--', open)) {
      const end = text.indexOf('-->', open + 4);
      if (end < 0) return pieces.join('');
      at = end + 3;
      continue;
    }
    const name = readTagName(text, open);
    if (name === undefined) {
      pieces.push('<');
      at = open + 1;
      continue;
    }
    const close = text.indexOf('>', open);
    if (close < 0) {
      pieces.push(text.slice(open));
      return pieces.join('');
    }
    if (lineTags.has(name)) pieces.push('\n');
    at = close + 1;
    if (hiddenTags.has(name) && text[open + 1] !== '/') {
      const end = indexOfClosingTag(text, name, at);
      if (end < 0) return pieces.join('');
      at = end;
    }
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

function readTagName(text: string, open: number): string | undefined {
  const head = text.slice(open + 1, open + 14);
  const match = /^\/?([A-Za-z][A-Za-z0-9]{0,11})(?=[\s/>:-]|$)/.exec(head);
  if (match?.[1] !== undefined) return match[1].toLowerCase();
  return head.startsWith('!') || head.startsWith('?') ? '!' : undefined;
}

function indexOfClosingTag(text: string, name: string, from: number): number {
  for (let at = text.indexOf('</', from); at >= 0; at = text.indexOf('</', at + 2)) {
    if (text.slice(at + 2, at + 2 + name.length).toLowerCase() !== name) continue;
    const close = text.indexOf('>', at);
    return close < 0 ? -1 : close + 1;
  }
  return -1;
}
