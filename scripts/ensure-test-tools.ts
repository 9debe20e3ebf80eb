import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Programs that tests run for real, and the Debian package of each. */
const tools: readonly {
  readonly name: string;
  readonly paths: readonly string[];
  readonly debianPackage: string;
}[] = [
  {
    name: 'a browser',
    paths: [
      process.env.CHROMIUM_PATH ?? '',
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
    ],
    debianPackage: 'chromium',
  },
  {
    name: 'Redis or Valkey',
    paths: ['/usr/bin/valkey-server', '/usr/bin/redis-server'],
    debianPackage: 'redis-server',
  },
  { name: 'PgBouncer', paths: ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'], debianPackage: 'pgbouncer' },
];

/** Installs what is missing where that is allowed; otherwise says exactly what to install and throws. */
export function ensureTestTools(): void {
  const missing = tools.filter((tool) => !tool.paths.some((file) => file !== '' && existsSync(file)));
  if (missing.length === 0) return;
  const packages = missing.map((tool) => tool.debianPackage);
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    process.stdout.write(`Installing for the tests: ${packages.join(', ')}\n`);
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env: environment });
    const { status } = spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', ...packages],
      { stdio: 'ignore', env: environment },
    );
    if (status === 0) return;
  }
  throw new Error(
    `The tests need ${missing.map((tool) => tool.name).join(', ')}. Install with:\n  sudo apt-get install ${packages.join(' ')}`,
  );
}
