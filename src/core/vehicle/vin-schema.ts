/** Which fact a pattern states; see `scripts/build-vin-index.ts` for the letters. */
export type ElementCode = 'm' | 'b' | 's' | 't' | 'c' | 'l' | 'f' | 'g' | 'w' | 'd' | 'e' | 'p';

/** Where a pattern fits. Thousands of patterns share the same keys, so these are kept. */
interface KeyMatcher {
  /** Allowed characters by position (VIN 4–8, then 10–17); an empty string allows any. */
  readonly allowed: readonly string[];
  /** Information in bits at each position: log2(33 / allowed characters). */
  readonly bits: readonly number[];
  readonly totalBits: number;
}

interface VinPattern {
  readonly matcher: KeyMatcher;
  /** `m1a,b4`: read when the pattern is first met, as most never are. */
  readonly text: string;
}

type Elements = readonly (readonly [code: ElementCode, value: number])[];

export interface VinSchema {
  readonly patterns: readonly VinPattern[];
  /** Some pattern reads beyond the plant (VIN 12–17), so a decode may not be shared between serial numbers. */
  readonly readsSerial: boolean;
  readonly hasModels: boolean;
}

/** What one schema says of one VIN. */
export interface SchemaReading {
  /** How much of VIN 4–8 its own patterns explain, in bits; the schema that explains most is the car's own. */
  readonly explainedBits: number;
  readonly modelBits: number;
  readonly elements: ReadonlyMap<ElementCode, { readonly value: number; readonly bits: number }>;
}

/** Characters that a VIN may hold. */
const alphabetSize = 33;
const descriptorLength = 5;
/** Positions after the bar: 10 is the year, 11 the plant, 12–17 the serial number. */
const lastSharedPosition = descriptorLength + 1;

function expandClass(text: string): string {
  let allowed = '';
  for (let index = 0; index < text.length; index += 1) {
    const from = text.charCodeAt(index);
    if (text.charAt(index + 1) === '-' && index + 2 < text.length) {
      for (let code = from; code <= text.charCodeAt(index + 2); code += 1)
        allowed += String.fromCharCode(code);
      index += 2;
    } else allowed += text.charAt(index);
  }
  return allowed;
}

/** `[A-C]B*|*D` → allowed characters by position. Keys shorter than the descriptor leave the rest open. */
function parseKeys(keys: string): string[] {
  const allowed: string[] = [];
  for (let index = 0; index < keys.length; index += 1) {
    const character = keys.charAt(index);
    if (character === '|') {
      while (allowed.length < descriptorLength) allowed.push('');
      allowed.length = descriptorLength;
    } else if (character === '[') {
      const close = keys.indexOf(']', index);
      if (close < 0) return allowed;
      allowed.push(expandClass(keys.slice(index + 1, close)));
      index = close;
    } else allowed.push(character === '*' ? '' : character);
  }
  return keys.includes('|') ? allowed : allowed.slice(0, descriptorLength);
}

const matchers = new Map<string, KeyMatcher>();

function matcherOf(keys: string): KeyMatcher {
  const known = matchers.get(keys);
  if (known !== undefined) return known;
  const allowed = parseKeys(keys);
  const bits = allowed.map((set) => (set === '' ? 0 : Math.max(0, Math.log2(alphabetSize / set.length))));
  const matcher = { allowed, bits, totalBits: bits.reduce((total, value) => total + value, 0) };
  matchers.set(keys, matcher);
  return matcher;
}

function parsePattern(entry: string): VinPattern {
  const space = entry.indexOf(' ');
  return { matcher: matcherOf(entry.slice(0, space)), text: entry.slice(space + 1) };
}

const readElements = ({ text }: VinPattern): Elements =>
  text
    .split(',')
    .map((element) => [element.charAt(0) as ElementCode, Number.parseInt(element.slice(1), 36)] as const);

export function parseVinSchema(line: string): VinSchema {
  const patterns = line.split(';').map(parsePattern);
  return {
    patterns,
    readsSerial: patterns.some(({ matcher }) => matcher.allowed.length > lastSharedPosition + 1),
    hasModels: /[ ,]m[0-9a-z]/.test(line),
  };
}

function matches({ allowed }: KeyMatcher, key: string): boolean {
  for (let index = 0; index < allowed.length; index += 1) {
    const set = allowed[index] ?? '';
    if (set === '' || set === key.charAt(index)) continue;
    if (set.length === 1 || !set.includes(key.charAt(index))) return false;
  }
  return true;
}

/** `key` is VIN 4–8 followed by VIN 10–17. The tighter pattern wins; of equals the newer, which comes first. */
export function readSchema(schema: VinSchema, key: string): SchemaReading | undefined {
  const elements = new Map<ElementCode, { value: number; bits: number }>();
  const explained = [0, 0, 0, 0, 0];
  for (const pattern of schema.patterns) {
    const { matcher } = pattern;
    if (!matches(matcher, key)) continue;
    for (let index = 0; index < descriptorLength; index += 1) {
      explained[index] = Math.max(explained[index] ?? 0, matcher.bits[index] ?? 0);
    }
    for (const [code, value] of readElements(pattern)) {
      const known = elements.get(code);
      if (known === undefined || matcher.totalBits > known.bits) {
        elements.set(code, { value, bits: matcher.totalBits });
      }
    }
  }
  if (elements.size === 0) return undefined;
  return {
    explainedBits: explained.reduce((total, value) => total + value, 0),
    modelBits: elements.get('m')?.bits ?? -1,
    elements,
  };
}

/**
 * Models whose patterns fit the key but for one position of VIN 4–8, as long as what does fit says something
 * (`leastBits`). For cars that vPIC's list of restraint or trim codes has not caught up with.
 */
export function findNearModels(schema: VinSchema, key: string, leastBits: number): number[] {
  const models: number[] = [];
  for (const pattern of schema.patterns) {
    const { allowed, bits, totalBits } = pattern.matcher;
    if (allowed.length > descriptorLength) continue;
    let misses = 0;
    let fittingBits = totalBits;
    for (let index = 0; index < allowed.length && misses < 2; index += 1) {
      const set = allowed[index] ?? '';
      if (set === '' || set.includes(key.charAt(index))) continue;
      misses += 1;
      fittingBits -= bits[index] ?? 0;
    }
    if (misses !== 1 || fittingBits < leastBits) continue;
    const model = readElements(pattern).find(([code]) => code === 'm')?.[1];
    if (model !== undefined) models.push(model);
  }
  return models;
}
