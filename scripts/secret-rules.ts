/** What a secret looks like. Findings name the rule and the line, never the secret. */
export interface TextRule {
  readonly name: string;
  readonly pattern: RegExp;
}

export const secretRules: readonly TextRule[] = [
  { name: 'private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----/ },
  { name: 'cloud access key', pattern: /\b(AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b/ },
  { name: 'Google API key', pattern: /\bAIza[0-9A-Za-z_-]{35}\b/ },
  {
    name: 'token',
    pattern:
      /\b(gh[pousr]|github_pat|glpat|xox[abeprs]|sk_live|rk_live|whsec|npm|dop_v1|hf|dsk)[_-][A-Za-z0-9_-]{16,}/,
  },
  { name: 'signed token', pattern: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/ },
  // words that stand for a password in tests and manuals are none
  {
    name: 'password in a URL',
    pattern:
      /\b(postgres(ql)?|rediss?(-cluster)?|https?|smtps?|amqps?|mongodb(\+srv)?):\/\/[^\s:@/'"`$<]*:(?!(hunter2|password\d*|\[?secret\]?|postgres|abcdefghijklmnop)@)[^\s@/\\'"`${<]{6,}@/,
  },
  {
    name: 'secret in a setting',
    pattern:
      /\b(DEALERSCOPE_SECRET|GSA_API_KEY|[A-Z_]*(PASSWORD|SECRET|TOKEN|API_KEY))\s*[=:]\s*['"]?(?=[^\s'"]*[0-9])(?=[^\s'"]*[A-Za-z])[A-Za-z0-9+/_=-]{20,}/,
  },
];

/** Bits a character, by how often each occurs. */
function entropyPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const classes = [/[a-z]/, /[A-Z]/, /[0-9]/];

/** Long, of small and capital letters and digits, and as mixed as only a generator mixes; or long hexadecimal. */
export function looksRandom(word: string): boolean {
  if (/^[0-9a-f]{40,}$/.test(word)) return entropyPerCharacter(word) > 3;
  return word.length >= 32 && classes.every((kind) => kind.test(word)) && entropyPerCharacter(word) > 4.2;
}

const words = /[A-Za-z0-9+/_=-]{32,}/g;
/** Hashes of what is public: a browser checks a file by them. */
const publicHash = /^sha(256|384|512)-/;

export interface Finding {
  readonly line: number;
  readonly rule: string;
}

/** The first find of each rule. */
export function findSecrets(text: string): Finding[] {
  const lineAt = (index: number) => text.slice(0, index).split('\n').length;
  const found: Finding[] = [];
  for (const { name, pattern } of secretRules) {
    const match = pattern.exec(text);
    if (match) found.push({ line: lineAt(match.index), rule: name });
  }
  for (const match of text.matchAll(words)) {
    if (publicHash.test(match[0]) || !looksRandom(match[0])) continue;
    found.push({ line: lineAt(match.index), rule: 'random text, as of a key' });
    break;
  }
  return found;
}
