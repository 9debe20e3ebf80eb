/** Which fact a pattern states; see `scripts/build-vin-index.ts` for the letters. */
export type ElementCode = 'm' | 'b' | 's' | 't' | 'c' | 'l' | 'f' | 'g' | 'w' | 'd' | 'e' | 'p';

interface VinPattern {
  /** Allowed characters by position (VIN 4–8, then 10–17); an empty string allows any. */
  readonly allowed: readonly string[];
  /** Information in bits at each position: log2(33 / allowed characters). */
  readonly bits: readonly number[];
  readonly totalBits: number;
  readonly elements: readonly (readonly [code: ElementCode, value: number])[];
}

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

function parsePattern(entry: string): VinPattern {
  const space = entry.indexOf(' ');
  const allowed = parseKeys(entry.slice(0, space));
  const bits = allowed.map((set) => (set === '' ? 0 : Math.max(0, Math.log2(alphabetSize / set.length))));
  return {
    allowed,
    bits,
    totalBits: bits.reduce((total, value) => total + value, 0),
    elements: entry
      .slice(space + 1)
      .split(',')
      .map((element) => [element.charAt(0) as ElementCode, Number.parseInt(element.slice(1), 36)] as const),
  };
}

export function parseVinSchema(line: string): VinSchema {
  const patterns = line.split(';').map(parsePattern);
  return {
    patterns,
    readsSerial: patterns.some((pattern) => pattern.allowed.length > lastSharedPosition + 1),
    hasModels: patterns.some((pattern) => pattern.elements.some(([code]) => code === 'm')),
  };
}

function matches(pattern: VinPattern, key: string): boolean {
  const { allowed } = pattern;
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
    if (!matches(pattern, key)) continue;
    for (let index = 0; index < descriptorLength; index += 1) {
      explained[index] = Math.max(explained[index] ?? 0, pattern.bits[index] ?? 0);
    }
    for (const [code, value] of pattern.elements) {
      const known = elements.get(code);
      if (known === undefined || pattern.totalBits > known.bits) {
        elements.set(code, { value, bits: pattern.totalBits });
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
    const model = pattern.elements.find(([code]) => code === 'm')?.[1];
    if (model === undefined || pattern.allowed.length > descriptorLength) continue;
    let misses = 0;
    let fittingBits = pattern.totalBits;
    for (let index = 0; index < pattern.allowed.length && misses < 2; index += 1) {
      const set = pattern.allowed[index] ?? '';
      if (set === '' || set.includes(key.charAt(index))) continue;
      misses += 1;
      fittingBits -= pattern.bits[index] ?? 0;
    }
    if (misses === 1 && fittingBits >= leastBits) models.push(model);
  }
  return models;
}
