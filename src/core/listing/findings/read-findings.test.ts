import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingCodes } from '../finding.ts';
import { estimateGrade } from './estimate-grade.ts';
import { readFindings } from './read-findings.ts';

describe('reading a lot', () => {
  it('cites the exact words of the contract’s example', () => {
    const description = 'Runs and drives. AC inop. Rust on rear quarter. Two keys.';
    const { findings } = readFindings({ title: '2013 Ford F-150 XLT SuperCrew 4x4', description });
    const rust = findings.find(({ code }) => code === 'rust');
    expect(rust).toMatchObject({ polarity: 'present', severity: 'warn', in: 'description' });
    for (const { text, start, end } of findings) expect(text).toBe(description.slice(start, end));
  });

  it('keeps one polarity a code, the costly one, and shows what spoke against it', () => {
    const reading = readFindings({ title: '', description: 'Engine does not run. Vehicle runs.' });
    expect(reading.findings.map(({ code, polarity }) => [code, polarity])).toEqual([['runs', 'absent']]);
    expect(reading.contradictions.map(({ code, polarity }) => [code, polarity])).toEqual([
      ['runs', 'present'],
    ]);
  });

  it('lets what the seller tried outweigh what a donor noted', () => {
    const description = 'Starts and runs with boost\ndonor notes: will not start';
    const { findings } = readFindings({ title: '', description });
    expect(findings.find(({ code }) => code === 'starts')?.polarity).toBe('present');
  });

  it('says nothing of condition where nothing is said', () => {
    const reading = readFindings({ title: '2012 Ford Fusion', description: 'Sold as is, where is.' });
    expect(estimateGrade(reading.findings)).toBeUndefined();
    expect(reading.findings[0]).toMatchObject({
      code: 'as_is',
      severity: 'info',
      text: 'Sold as is',
      start: 0,
      end: 10,
    });
    expect(new Set(reading.findings.map(({ code }) => code))).toEqual(new Set(['as_is']));
  });

  it('reads the source’s own fields as findings', () => {
    const { findings } = readFindings({
      title: '',
      runsAndDrives: false,
      hasKeys: true,
      titleBrand: 'salvage',
      primaryDamage: 'WATER/FLOOD',
      odometerBrand: 'exempt',
    });
    const said = Object.fromEntries(findings.map(({ code, polarity }) => [code, polarity]));
    expect(said).toEqual({
      runs: 'absent',
      drives: 'absent',
      keys: 'present',
      title_salvage: 'present',
      flood_damage: 'present',
      odometer_exempt: 'present',
    });
    for (const finding of findings) {
      expect(finding.in).toBe('field');
      expect([finding.start, finding.end]).toEqual([0, finding.text.length]);
    }
  });

  it('prefers the source’s own facts to prose', () => {
    const reading = readFindings({ title: '', description: '120,000 miles', odometerMiles: 98_000 });
    expect(reading.odometerMiles).toBe(98_000);
    expect(reading.provenance.odometerMiles).toBe('field:odometerMiles');
  });

  it('says where each fact was read', () => {
    const description = 'Miles: 83,949. VIN: 1FM5K8AR2FGA66248. Title Status: Clean';
    const reading = readFindings({ title: '', description });
    expect(reading).toMatchObject({ odometerMiles: 83_949, vin: '1FM5K8AR2FGA66248', titleBrand: 'clean' });
    const place = /^description\[(\d+)\.\.(\d+)\]$/.exec(reading.provenance.vin ?? '');
    expect(description.slice(Number(place?.[1]), Number(place?.[2]))).toBe('1FM5K8AR2FGA66248');
  });

  it('takes the gravest of two title brands', () => {
    expect(readFindings({ title: 'Salvage title', description: 'Bill of sale only.' }).titleBrand).toBe(
      'salvage',
    );
  });
});

describe('hostile text', () => {
  const words = fc.constantFrom(
    ...'no not does run runs start drive engine transmission bad needs missing key keys salvage title may if but unknown damage rust <b> </b> <br> < > & &apos; " \u0000 😀 \u202e ❗ • , . : ; ( ) \n - 123,456 miles 1FM5K8AR2FGA66248'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.array(words, { maxLength: 120 }).map((list) => list.join(' ')),
  );

  it('never throws, and every span is the source’s own words', () => {
    fc.assert(
      fc.property(text, text, (title, description) => {
        const reading = readFindings({ title, description });
        const polarities = new Map<string, string>();
        for (const finding of reading.findings) {
          const source = finding.in === 'title' ? title : description;
          expect(source.slice(finding.start, finding.end)).toBe(finding.text);
          expect(finding.end).toBeGreaterThan(finding.start);
          expect(findingCodes).toContain(finding.code);
          expect(polarities.get(finding.code) ?? finding.polarity).toBe(finding.polarity);
          polarities.set(finding.code, finding.polarity);
        }
        const grade = estimateGrade(reading.findings)?.mean ?? 1;
        expect(grade).toBeGreaterThanOrEqual(1);
        expect(grade).toBeLessThanOrEqual(5);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('answers the same for the same lot', () => {
    fc.assert(
      fc.property(text, (description) => {
        expect(readFindings({ title: '', description })).toEqual(readFindings({ title: '', description }));
      }),
      { numRuns: 100, seed: 11 },
    );
  });

  it('reads the first 20,000 characters of a megabyte and says so', () => {
    const description = `Does not run. ${'x '.repeat(500_000)} Salvage title.`;
    const reading = readFindings({ title: '', description });
    expect(reading.truncated).toBe(true);
    expect(reading.findings.map(({ code }) => code)).toEqual(['runs']);
  });

  it('does not read words inside tags, and is not fooled by names of prototypes', () => {
    expect(
      readFindings({ title: '', description: '<a href="no keys salvage title">x</a>' }).findings,
    ).toEqual([]);
    expect(
      readFindings({ title: '__proto__ constructor', description: 'toString valueOf __proto__' }).findings,
    ).toEqual([]);
  });
});
