import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { canonicalMake } from './names/makes.ts';
import { canonicalModel } from './names/models.ts';
import { readData, readShippedIndex } from './shipped-index.testkit.ts';
import { createVinDecoder } from './vin-decoder.ts';

/** The sales name their cars by hand; how often the VIN says the same, after names are made canonical. */
describe('the decoder on 27,886 wholesale sales', () => {
  const rows = parse(readData('sales/wholesale-auction-sales-2014-2015.csv.gz'), { columns: true }) as Record<
    string,
    string
  >[];
  const decoder = createVinDecoder(readShippedIndex());
  const exceptions = new Map<string, number>();
  let compared = 0;
  let makesAgree = 0;
  let modelsAgree = 0;
  let yearsAgree = 0;
  for (const { make = '', model = '', vin = '', year = '' } of rows) {
    if (make === '' || vin === '') continue;
    compared += 1;
    const decoded = decoder.decode(vin);
    const stated = canonicalModel(make, model, Number(year));
    const makeAgrees = decoded?.make === (stated?.make ?? canonicalMake(make));
    const modelAgrees = makeAgrees && stated !== undefined && decoded?.model === stated.model;
    if (makeAgrees) makesAgree += 1;
    if (modelAgrees) modelsAgree += 1;
    if (decoded?.year === Number(year)) yearsAgree += 1;
    if (modelAgrees) continue;
    const line = `${make} ${model} | ${decoded?.make ?? 'nothing'} ${decoded?.model ?? 'no model'}`;
    exceptions.set(line, (exceptions.get(line) ?? 0) + 1);
  }
  const percent = (count: number): string => `${((100 * count) / compared).toFixed(2)} %`;

  it('agrees on the make of at least 99 %, on the model of at least 96 %, on the year of at least 99 %', () => {
    console.log(
      `${compared} sales: make ${percent(makesAgree)}, model ${percent(modelsAgree)}, year ${percent(yearsAgree)}`,
    );
    expect(compared).toBeGreaterThan(27_000);
    expect(makesAgree / compared).toBeGreaterThanOrEqual(0.99);
    expect(modelsAgree / compared).toBeGreaterThanOrEqual(0.96);
    expect(yearsAgree / compared).toBeGreaterThanOrEqual(0.99);
  });
  it('differs on the sales listed in fixtures/sales-exceptions.txt and no others', async () => {
    const lines = [...exceptions]
      .sort(([one, count], [other, otherCount]) => otherCount - count || (one < other ? -1 : 1))
      .map(([line, count]) => `${count}\t${line}`);
    await expect(`count\tsale | VIN\n${lines.join('\n')}\n`).toMatchFileSnapshot(
      'fixtures/sales-exceptions.txt',
    );
  });
});
