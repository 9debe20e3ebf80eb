const plainNumber = /^\d{1,12}(\.\d{1,6})?$/;

/** `1,250.50`, `$1250` and `12.5 %` are numbers as people type them; undefined for what is none. */
export function readTypedNumber(text: string): number | undefined {
  const bare = text.replaceAll(/[$,%\s]/g, '');
  return plainNumber.test(bare) ? Number(bare) : undefined;
}

/** Cents of an amount typed in dollars. */
export function readTypedDollars(text: string): number | undefined {
  const number = readTypedNumber(text);
  return number === undefined ? undefined : Math.round(number * 100);
}

/** `12.5 %` is 0.125, free of the binary tail of a division. */
export function readTypedPercent(text: string): number | undefined {
  const number = readTypedNumber(text);
  return number === undefined ? undefined : Number((number / 100).toFixed(8));
}
