const smallWords = new Set(['of', 'the', 'and', 'on', 'at', 'de', 'la', 'las', 'los', 'del']);

/** `WEST PALM BEACH` → `West Palm Beach`; a name with a lower-case letter was written by a person and stays. */
export function formatCity(city: string): string {
  if (city !== city.toUpperCase()) return city;
  return city.toLowerCase().replaceAll(/[\p{L}]+/gu, (word, at: number, whole: string) => {
    const before = whole[at - 1];
    // possessives (`COEUR D'ALENE'S`) and small words inside the name stay small
    if (at > 0 && ((before === "'" && word.length === 1) || (before === ' ' && smallWords.has(word))))
      return word;
    const rest = /^mc\p{L}{3}/u.test(word)
      ? `c${word.charAt(2).toUpperCase()}${word.slice(3)}`
      : word.slice(1);
    return word.charAt(0).toUpperCase() + rest;
  });
}

/** `Andrews, TX`; what is not known is left out. */
export const formatPlace = (city: string | null, state: string | null): string =>
  [city && formatCity(city), state].filter(Boolean).join(', ');
