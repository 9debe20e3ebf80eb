/** Words of examples and defaults: whoever has read a manual knows them. */
const placeholders =
  /change.?me|replace.?me|placeholder|example|default|insecure|password|passw0rd|secret|letmein|qwerty|your.?key|postgres|dealerscope|xxxxxx|(?<![a-z0-9])(todo|admin|test)(?![a-z0-9])/i;

/** Bits per character by how often each occurs; random base64 has about 5 at 43 characters, a word repeated far less. */
function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / text.length);
  return bits;
}

/** Share of neighbours that follow each other, as in `abcdef` or `987654`. */
function runShare(text: string): number {
  let steps = 0;
  for (let at = 1; at < text.length; at++) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 1);
    if (Math.abs(step) <= 1) steps += 1;
  }
  return steps / Math.max(1, text.length - 1);
}

const repeats = (text: string): boolean =>
  (text + text).indexOf(text, 1) < text.length || (/^(.+?)\1/.test(text) && new Set(text).size < 8);

/** Why a secret that signs could be guessed, or undefined. Never repeats the secret. */
export function findWeakness(secret: string, { minBits }: { readonly minBits: number }): string | undefined {
  const word = placeholders.exec(secret)?.[0];
  if (word !== undefined) return 'contains a word of examples or defaults';
  if (repeats(secret)) return 'repeats itself';
  if (runShare(secret) > 0.5) return 'runs along the alphabet or the digits';
  if (entropyBits(secret) < minBits) return 'is not random enough';
  return undefined;
}
