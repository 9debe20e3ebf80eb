/** What PostgreSQL can hold of a text: U+0000 goes, and half a surrogate pair becomes U+FFFD. */
export const toStorableText = (text: string): string =>
  (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed();

/** JSON says U+0000 and halves of pairs by these six characters; so may a text that spells them out, which is fine. */
const mayBeUnstorable = /\\u(?:0000|d[89a-f])/i;

/**
 * JSON that `json` and `jsonb` take whatever the texts in it are. Texts are cleaned before they become JSON: there, what
 * is an escape and what a text spells out can no longer be told apart.
 */
export function toStorableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return mayBeUnstorable.test(json) ? JSON.stringify(value, toStorablePart) : json;
}

function toStorablePart(_name: string, part: unknown): unknown {
  if (typeof part === 'string') return toStorableText(part);
  if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([name, each]) => [toStorableText(name), each]));
}

/** The same for the texts of a row. Never for what is looked up by: a text that names nothing must not name something. */
export const toStorableRow = <Row extends object>(row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' ? toStorableText(value) : value,
    ]),
  ) as Row;
