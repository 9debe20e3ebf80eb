/**
 * Fails on what must not be in the repository: keys and passwords (also in what was committed and taken out again),
 * machine paths, registry hosts. `node scripts/scan-text.ts [folder]`; the folder is a git repository.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findSecrets, type TextRule } from './secret-rules.ts';

const root = path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '..'));
const wordRules: readonly TextRule[] = [
  { name: 'a path of one machine', pattern: /(^|[\s'"`(])\/(work|home\/[a-z]+|Users\/[A-Za-z]+)\//m },
  { name: 'a registry host', pattern: new RegExp(['registry', 'npmjs'].join('\\.')) },
];

const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1024 * 1024 * 1024 });
const isText = (file: string) => !/\.(gz|bin|png|ico|woff2?|webp|jpg)$/.test(file);
/** Lock files hold hashes of packages, and of migrations; data and captures hold other people's numbers. */
const holdsRandomText = (file: string) =>
  /(^|\/)(package-lock\.json|landed\.json|data\/|fixtures\/)/.test(file);

const findings = [...scanFiles(), ...scanHistory()];
for (const finding of findings) process.stderr.write(`${finding}\n`);
process.exitCode = findings.length === 0 ? 0 : 1;

function scanFiles(): string[] {
  return git('ls-files', '-co', '--exclude-standard')
    .split('\n')
    .filter((file) => file !== '' && isText(file))
    .flatMap((file) => {
      const text = readText(file);
      if (text === undefined) return [];
      const words = wordRules.flatMap(({ name, pattern }) => {
        const found = pattern.exec(text);
        return found ? [`${file}:${text.slice(0, found.index).split('\n').length}: ${name}`] : [];
      });
      const secrets = holdsRandomText(file)
        ? findSecrets(text).filter(({ rule }) => !rule.startsWith('random'))
        : findSecrets(text);
      return [...words, ...secrets.map(({ line, rule }) => `${file}:${line}: ${rule}`)];
    });
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    // deleted, not yet committed
    return undefined;
  }
}

/** What any commit added: a secret that was taken out again is still there for everybody who clones. */
function scanHistory(): string[] {
  // a repository without a commit has no history
  if (git('for-each-ref', '--count=1') === '') return [];
  const patch = git('log', '-p', '-U0', '--no-color', '--no-ext-diff', '--format=%x00%h');
  const found = new Set<string>();
  for (const commit of patch.split('\0').slice(1)) {
    const [hash = ''] = commit.split('\n', 1);
    for (const change of commit.split(/^diff --git /m).slice(1)) {
      const file = /^\+\+\+ b\/(.*)$/m.exec(change)?.[1];
      if (file === undefined || !isText(file)) continue;
      const added = change
        .split('\n')
        .filter((line) => line.startsWith('+') && !line.startsWith('+++'))
        .map((line) => line.slice(1))
        .join('\n');
      for (const { rule } of findSecrets(added))
        if (!holdsRandomText(file) || !rule.startsWith('random'))
          found.add(
            `${file} as of ${hash}: ${rule}; make it worthless (it is in the history), then rewrite that`,
          );
    }
  }
  return [...found];
}
