/** FNV-1a, 32 bits, over UTF-16 code units, as eight hex digits: finds damage, does not resist forgery. */
export function lemonChecksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
