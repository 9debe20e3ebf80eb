const separators = /[^a-z0-9]+/g;
const longestNameRead = 120;

/** Lower-case letters and digits alone: `F-150`, `f 150` and `F150` become `f150`. Reads 120 characters. */
export const compactKey = (text: string): string =>
  text.slice(0, longestNameRead).toLowerCase().replaceAll('&', ' and ').replace(separators, '');

/** Words of a text as compact keys, in order. */
export function splitWords(text: string): string[] {
  return text
    .toLowerCase()
    .replaceAll('&', ' and ')
    .split(separators)
    .filter((word) => word !== '');
}
