/** Fails on what must not be in the repository: keys and passwords, machine paths, registry hosts. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const rules: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { name: 'cloud access key', pattern: /\b(AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { name: 'token', pattern: /\b(ghp|gho|github_pat|xox[bap]|sk_live|rk_live)_[A-Za-z0-9_]{16,}/ },
  {
    name: 'password in a URL',
    pattern: /\b(postgres(ql)?|redis|https?|smtp):\/\/[^\s:@/'"`$]+:[^\s@/'"`${]{3,}@/,
  },
  { name: 'a path of one machine', pattern: /(^|[\s'"`(])\/(work|home\/[a-z]+|Users\/[A-Za-z]+)\//m },
  { name: 'a registry host', pattern: new RegExp(['registry', 'npmjs'].join('\\.')) },
];

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);
const isText = (file: string) => !/\.(gz|bin|png|ico|woff2?|webp|jpg)$/.test(file);
const findings: string[] = [];
for (const file of files.filter(isText)) {
  let text: string;
  try {
    text = readFileSync(path.join(root, file), 'utf8');
  } catch {
    continue;
  }
  for (const { name, pattern } of rules) {
    const found = pattern.exec(text);
    if (found) findings.push(`${file}:${text.slice(0, found.index).split('\n').length}: ${name}`);
  }
}
for (const finding of findings) process.stderr.write(`${finding}\n`);
process.exitCode = findings.length === 0 ? 0 : 1;
