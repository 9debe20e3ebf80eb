import { describe, expect, it } from 'vitest';
import { findVehicleName } from './find-vehicle-name.ts';
import { splitWords } from './words.ts';

function nameIn(text: string): string | undefined {
  const words = splitWords(text, 300);
  const name = findVehicleName(words, 0, words.words.length);
  return name === undefined ? undefined : [name.year, name.make, name.model, name.builds].join('|');
}

describe('findVehicleName', () => {
  it.each([
    ['2012 Ford F-150 XL SuperCab', '2012|Ford|f150|road_vehicle'],
    ['CHEVY TAHOES, two', '|Chevrolet|tahoe|road_vehicle'],
    ['2000 Ford Ranger', '2000|Ford|ranger|road_vehicle'],
    ['2009 white Honda CR-V', '2009|Honda|cr v|road_vehicle'],
    ['Ford Escape 2014', '2014|Ford|escape|road_vehicle'],
    ['2012 Ford F-550', '2012|Ford|F550|commercial_truck'],
    ['1998 Ford LT9513', '1998|Ford|LT9513|commercial_truck'],
    ['2015 Ram 5500', '2015|Ram|5500|commercial_truck'],
    ['2009 Freightliner Sprinter', '2009|Freightliner|sprinter|road_vehicle'],
    ['2020 Polaris Slingshot', '2020|Polaris|slingshot|road_vehicle'],
    ['2014 Polaris Ranger', '2014|Polaris||equipment'],
    ['1995 Honda TRX300FW', '1995|Honda||equipment'],
  ])('reads "%s"', (text, name) => {
    expect(nameIn(text)).toBe(name);
  });

  it.each([
    '16GB RAM',
    '2018 server 256 GB RAM',
    'Lincoln welder',
    'a smart board',
    'escape rope',
    'explorer scouts',
    'ramp',
  ])('reads no vehicle in "%s"', (text) => {
    expect(nameIn(text)).toBeUndefined();
  });
});
