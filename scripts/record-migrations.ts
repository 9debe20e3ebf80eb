/**
 * Part of `npm run generate`: adds new migrations with their hashes to `migrations/landed.json`, and refuses one whose
 * number is not above all that landed before it, one that was changed, and one that is gone. With --verify it writes
 * nothing and fails also where one is not recorded yet.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Name without `.sql` → SHA-256 of the text, in order of landing. */
export type Landed = Readonly<Record<string, string>>;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export function readFolder(folder: string): Landed {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return Object.fromEntries(
    files
      .toSorted()
      .map((file) => [file.replace(/\.sql$/, ''), sha256(readFileSync(path.join(folder, file), 'utf8'))]),
  );
}

const numberOf = (name: string) => Number(/^\d{4}(?=-[a-z0-9-]+$)/.exec(name)?.[0]);

/** What is wrong with `present` beside what landed, a sentence each; and what to record when nothing is. */
export function compareWithLanded(
  present: Landed,
  landed: Landed,
): { readonly faults: readonly string[]; readonly next: Landed } {
  const faults: string[] = [];
  const greatest = Math.max(0, ...Object.keys(landed).map(numberOf));
  const numbers = new Map<number, string>();
  for (const [name, hash] of Object.entries(landed)) {
    if (present[name] === undefined)
      faults.push(`${name}.sql has landed and is gone: databases that have run it would be refused.`);
    else if (present[name] !== hash)
      faults.push(`${name}.sql has landed and was changed: put it back, and write the change as a new one.`);
  }
  for (const name of Object.keys(present)) {
    const number = numberOf(name);
    const twin = numbers.get(number);
    if (Number.isNaN(number)) faults.push(`${name}.sql is not called NNNN-verb-noun.sql.`);
    else if (twin !== undefined) faults.push(`${name}.sql has the number of ${twin}.sql.`);
    else if (landed[name] === undefined && number <= greatest)
      faults.push(
        `${name}.sql has a number below one that has landed: number it ${String(greatest + 1).padStart(4, '0')} or higher.`,
      );
    numbers.set(number, name);
  }
  return { faults, next: { ...landed, ...present } };
}

if (process.argv[1] === import.meta.filename) {
  const folder = path.join(import.meta.dirname, '../migrations');
  const file = path.join(folder, 'landed.json');
  const text = readFileSync(file, 'utf8');
  const { faults, next } = compareWithLanded(readFolder(folder), JSON.parse(text) as Landed);
  const written = `${JSON.stringify(next, null, 2)}\n`;
  const isVerifying = process.argv.includes('--verify');
  if (faults.length === 0 && !isVerifying) writeFileSync(file, written);
  const all =
    faults.length === 0 && isVerifying && written !== text
      ? ['migrations/landed.json is out of date: run npm run generate']
      : faults;
  for (const fault of all) process.stderr.write(`${fault}\n`);
  process.exitCode = all.length === 0 ? 0 : 1;
}
