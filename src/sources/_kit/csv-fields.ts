/** Fields of one CSV record (RFC 4180), or undefined when a quoted field does not end as one should. A quote
 * that does not begin a field is an ordinary character: inch marks are common. */
export function readCsvFields(text: string): string[] | undefined {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text.charCodeAt(at) !== 0x22) {
      const comma = text.indexOf(',', at);
      if (comma < 0) {
        fields.push(text.slice(at));
        return fields;
      }
      fields.push(text.slice(at, comma));
      at = comma + 1;
      continue;
    }
    const quoted = readQuoted(text, at + 1);
    if (quoted === undefined) return undefined;
    fields.push(quoted.value);
    if (quoted.next >= text.length) return fields;
    at = quoted.next + 1;
  }
}

/** `next` is the place of the comma after the field, or the end. */
function readQuoted(text: string, from: number): { value: string; next: number } | undefined {
  const pieces: string[] = [];
  let at = from;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return undefined;
    pieces.push(text.slice(at, quote));
    if (text.charCodeAt(quote + 1) === 0x22) {
      pieces.push('"');
      at = quote + 2;
      continue;
    }
    const comma = text.indexOf(',', quote + 1);
    const next = comma < 0 ? text.length : comma;
    const value = pieces.join('');
    if (next === quote + 1) return { value, next };
    // text between the closing quote and the comma is kept, unless two stray quotes have joined lines
    return value.includes('\n') ? undefined : { value: value + text.slice(quote + 1, next), next };
  }
}
