import { err, ok, type Result } from '../kernel/result.ts';

export type VinProblem =
  | { readonly code: 'vin_length'; readonly length: number }
  | { readonly code: 'vin_character'; readonly character: string; readonly position: number };

export interface ParsedVin {
  /** 17 capital letters and digits, never I, O or Q. */
  readonly vin: string;
  /**
   * The check digit (position 9) is right. North American rule, 49 CFR 565.15(c); a VIN with the filler ZZZ in
   * positions 4–6 was made for other markets, carries no check digit and is never valid here.
   */
  readonly valid: boolean;
  /** From position 10, the 30-year cycle from position 7; undefined where position 10 is no year code. */
  readonly modelYear?: number;
}

const vinLength = 17;
const otherMarketsFiller = 'ZZZ';
const separators = /[\s-]/g;
/** 49 CFR 565.15, table III: the value of each letter. */
const letterValues = 'ABCDEFGH JKLMN P R STUVWXYZ';
const transliterations = '12345678 12345 7 9 23456789';
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** 49 CFR 565.15, table VII: the code of 1980 (and 2010) first. */
const yearCodes = 'ABCDEFGHJKLMNPRSTVWXY123456789';

function transliterate(character: string): number {
  const code = character.charCodeAt(0);
  if (code >= 48 && code <= 57) return code - 48;
  return Number(transliterations.charAt(letterValues.indexOf(character)));
}

/** Trims, drops spaces and dashes, capitalises; says which position is wrong. Never guesses I → 1 or O → 0. */
export function parseVin(text: string): Result<ParsedVin, VinProblem> {
  if (text.length > 4 * vinLength) return err({ code: 'vin_length', length: text.length });
  const vin = text.replace(separators, '').toUpperCase();
  if (vin.length !== vinLength) return err({ code: 'vin_length', length: vin.length });
  for (let index = 0; index < vinLength; index += 1) {
    const character = vin.charAt(index);
    const isDigit = character >= '0' && character <= '9';
    const isLetter = character >= 'A' && character <= 'Z' && !'IOQ'.includes(character);
    if (!isDigit && !isLetter) return err({ code: 'vin_character', character, position: index + 1 });
  }
  const isElsewhere = vin.slice(3, 6) === otherMarketsFiller;
  const modelYear = isElsewhere ? undefined : modelYearOf(vin);
  return ok({
    vin,
    valid: !isElsewhere && hasRightCheckDigit(vin),
    ...(modelYear === undefined ? {} : { modelYear }),
  });
}

/** The check digit of a 17-character VIN: `0`–`9` or `X`. */
export function checkDigitOf(vin: string): string {
  let sum = 0;
  for (let index = 0; index < vinLength; index += 1)
    sum += transliterate(vin.charAt(index)) * (weights[index] ?? 0);
  const remainder = sum % 11;
  return remainder === 10 ? 'X' : String(remainder);
}

const hasRightCheckDigit = (vin: string): boolean => checkDigitOf(vin) === vin.charAt(8);

/**
 * Model year of a 17-character VIN. The rule of position 7 (a digit: 1980–2009, a letter: 2010–2039) binds cars,
 * multipurpose vehicles and trucks up to 10,000 lb; for others see {@link otherCycleYear}.
 */
export function modelYearOf(vin: string): number | undefined {
  const offset = yearCodes.indexOf(vin.charAt(9));
  if (offset < 0) return undefined;
  const seventh = vin.charAt(6);
  return (seventh >= '0' && seventh <= '9' ? 1980 : 2010) + offset;
}

/** The same year code in the other 30-year cycle. */
export const otherCycleYear = (modelYear: number): number =>
  modelYear < 2010 ? modelYear + 30 : modelYear - 30;
