const most = 10;

/** Words of a text: runs of letters and digits, lower-cased. Any punctuation parts them, as in the stored `search`. */
export const toWords = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words of a search, for a query by their beginnings; at most ten. */
export const toSearchWords = (text: string): readonly string[] => toWords(text).slice(0, most);
