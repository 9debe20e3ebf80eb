interface FamilyName {
  readonly model: string;
  /** The badge that named it, such as `328i`. */
  readonly version: string;
}

const bmwNumber = /^([1-8])\d\d[a-z]{0,3}?(?:xdrive|sdrive)?$/;
const bmwMNumber = /^m([1-8])\d\di?$/;
const mercedesLetters =
  /^(cla|clk|cls|cle|gla|glb|glc|gle|glk|gls|slk|slc|sls|cl|gl|ml|sl|[abcegrs])(\d{2,3})([a-z]{0,4}\d{0,3})$/;
const mercedesNumber = /^([23456]\d\d)(ce|cd|te|td|e|d|sel|sec|sl|se|sd|sdl)?$/;
const lexusBadge = /^(es|gs|is|ls|hs|ct|rc|sc|rx|gx|lx|nx|ux|rz|tx|lc)(\d{3}[a-z]{0,2})$/;
const infinitiBadge = /^(ex|fx|jx|g|m|i)(\d\d)[a-z]{0,2}$/;

/**
 * Names that are badges of one line: BMW 328i → 3 Series, Mercedes C300 → C-Class, Lexus ES 350 → ES,
 * Infiniti G37 → G. `key` is compact. All patterns are bounded.
 */
export function findModelFamily(make: string, key: string): FamilyName | undefined {
  if (key.length > 12) return undefined;
  switch (make) {
    case 'BMW': {
      const series = bmwNumber.exec(key)?.[1] ?? bmwMNumber.exec(key)?.[1];
      return series === undefined
        ? undefined
        : { model: `${series} Series`, version: key.replace(/[xs]drive$/, '') };
    }
    case 'Mercedes-Benz': {
      const letters = mercedesLetters.exec(key)?.[1];
      if (letters !== undefined) {
        return {
          model: `${letters === 'ml' ? 'M' : letters.toUpperCase()}-Class`,
          version: key.toUpperCase(),
        };
      }
      const number = mercedesNumber.exec(key);
      if (number === null) return undefined;
      const suffix = number[2] ?? '';
      const line = suffix === 'sl' ? 'SL' : /^s/.test(suffix) || Number(number[1]) >= 420 ? 'S' : 'E';
      return { model: `${line}-Class`, version: key.toUpperCase() };
    }
    case 'Lexus': {
      const badge = lexusBadge.exec(key);
      if (badge === null) return undefined;
      return { model: (badge[1] ?? '').toUpperCase(), version: badge[2] ?? '' };
    }
    case 'Infiniti': {
      const letters = infinitiBadge.exec(key)?.[1];
      return letters === undefined ? undefined : { model: letters.toUpperCase(), version: key.toUpperCase() };
    }
    default:
      return undefined;
  }
}
