import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder });
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-scan-'));
  git('init', '-q');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
const scan = () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, '../../scripts/scan-text.ts'), folder],
    { encoding: 'utf8' },
  );
  return { status, stderr };
};

/** Put together here, so that this file holds none. */
const planted: readonly (readonly [string, string])[] = [
  ['private key', `-----BEGIN ${'RSA PRIVATE'} KEY-----\nMIIE`],
  ['private key', `-----BEGIN ${'PRIVATE'} KEY-----`],
  ['cloud access key', `aws = "${'AKIA'}IOSFODNN7EXAMPLE"`],
  ['Google API key', `"${'AIza'}${randomBytes(27).toString('base64url').slice(0, 35)}"`],
  ['token', `token: ${'ghp'}_${'0123456789abcdef'.repeat(2)}`],
  ['token', `const slack = '${'xoxb'}-1234567890-abcdefghijklmnop'`],
  ['token', `curl -H "authorization: Bearer ${'dsk'}_abcdefghijklmnopqrstu"`],
  ['signed token', `${'eyJ'}hbGciOiJIUzI1NiJ9.${'eyJ'}zdWIiOiIxMjM0NTY3In0.abcdefghijkl`],
  ['password in a URL', `postgres://dealer:${'hunter22'}@db.example.com/x`],
  ['password in a URL', `redis-cluster://:${'hunter22'}@a:7001,b:7002`],
  ['secret in a setting', `DEALERSCOPE_${'SECRET'}=abcdefghij0123456789klmnop`],
  ['random text', `const salt = '${randomBytes(32).toString('base64')}';`],
  ['random text', `hex: ${randomBytes(32).toString('hex')}`],
];

test.each(planted)('finds a planted %s, and does not repeat it', (rule, text) => {
  write('settings.ts', `// first\n${text}\n`);
  const { status, stderr } = scan();
  expect(status).toBe(1);
  expect(stderr).toContain(`settings.ts:2: ${rule}`);
  expect(stderr).not.toContain(text.slice(-12));
});

test.each(planted)('finds a %s that was committed and taken out again', (rule, text) => {
  write('settings.ts', `${text}\n`);
  git('add', '-A');
  git('commit', '-qm', 'Add settings');
  write('settings.ts', 'nothing\n');
  git('add', '-A');
  git('commit', '-qm', 'Take it out');
  const { status, stderr } = scan();
  expect(status).toBe(1);
  expect(stderr).toMatch(new RegExp(`settings\\.ts as of [0-9a-f]{7,}: ${rule}`));
});

test('leaves ordinary text alone', () => {
  write(
    'ordinary.ts',
    [
      "const answer = 'thisIsAVeryLongIdentifierOfSomethingThatIsNoSecretAtAll';",
      '// https://example.com/a/very/long/path/that/goes/on/and/on?with=query&and=more',
      "import { somethingRatherLong } from '../../some/deep/folder/of/the/project/file-name.ts';",
      'const connection = `postgresql://$' + '{user}:$' + '{password}@host/name`;',
      `integrity: 'sha256-${randomBytes(32).toString('base64')}'`,
      'openssl rand -base64 32',
      'PASSWORD_MIN_LENGTH=12',
    ].join('\n'),
  );
  git('add', '-A');
  git('commit', '-qm', 'Add text');
  expect(scan()).toEqual({ status: 0, stderr: '' });
});
