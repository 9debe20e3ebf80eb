/** NHTSA's vPIC, compacted by `scripts/build-vin-index.ts`: the names and the still unread pattern lines. */
export interface VinIndex {
  readonly makes: readonly string[];
  readonly countries: readonly string[];
  /** `<make number, base 36, or empty>\t<text>` */
  readonly values: readonly string[];
  /** One vehicle-descriptor schema a line, read when first needed. */
  readonly schemas: readonly string[];
  /** WMI (three characters, six for makers of under 1,000 a year) → rest of its line. */
  readonly wmis: ReadonlyMap<string, string>;
}

const partNames = ['makes', 'countries', 'values', 'schemas', 'wmis'] as const;

/** Throws SyntaxError when a part is missing or its count of lines is wrong: a cut-off file must not decode. */
export function parseVinIndex(text: string): VinIndex {
  const lines = text.split('\n');
  let at = 0;
  const parts = partNames.map((name) => {
    const heading = lines[at] ?? '';
    const count = Number(heading.slice(name.length + 2));
    if (!heading.startsWith(`#${name} `) || !Number.isInteger(count) || at + 1 + count >= lines.length)
      throw new SyntaxError(`VIN index: part "${name}" is missing or cut off at line ${at + 1}`);
    const part = lines.slice(at + 1, at + 1 + count);
    at += 1 + count;
    return part;
  });
  const [makes = [], countries = [], values = [], schemas = [], wmiLines = []] = parts;
  const wmis = new Map<string, string>();
  for (const line of wmiLines) {
    const tab = line.indexOf('\t');
    wmis.set(line.slice(0, tab), line.slice(tab + 1));
  }
  return { makes, countries, values, schemas, wmis };
}
