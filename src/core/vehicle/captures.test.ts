import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { identifyVehicle } from './identify-vehicle.ts';
import { readData, readShippedIndex } from './shipped-index.testkit.ts';
import type { Vehicle } from './vehicle.ts';
import { createVinDecoder, emptyVinDecoder } from './vin-decoder.ts';

const isWhole = (vehicle: Vehicle): boolean =>
  vehicle.year !== undefined && vehicle.make !== undefined && vehicle.model !== undefined;

/** GovDeals' categories of vehicles that run on roads. */
const roadCategories: ReadonlySet<string> = new Set([
  'Automobiles/Cars',
  'Box Trucks',
  'Buses, Transit and School',
  'Dump Trucks',
  'Electric/Hybrid Vehicle',
  'Flatbed Trucks',
  'Passenger Vehicles',
  'Pickup Trucks',
  'SUV',
  'Service & Utility Vehicles',
  'Vans',
]);

describe('identification on real captures', () => {
  it('finds year, make and model in the titles of GovDeals vehicles, all but those that name none', () => {
    const lots = readData('captures/govdeals-lots-2026-04-08.jsonl.gz')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { title: string; category: string })
      .filter(({ category }) => roadCategories.has(category));
    const missed = lots.filter(({ title }) => !isWhole(identifyVehicle({ title }, emptyVinDecoder)));
    console.log(
      `GovDeals: ${lots.length - missed.length} of ${lots.length} titles give year, make and model`,
    );
    expect(lots.length).toBe(185);
    expect(missed.map(({ title }) => title)).toEqual([
      'Ford E350 7 Passenger School Bus', // no year
      'Modified Dump Truck', // nothing at all
    ]);
  });
  it('finds no car in the lots of GovDeals that are none', () => {
    const titles = readData('captures/govdeals-lots-2026-04-08.jsonl.gz')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { title: string; category: string })
      .filter(({ category }) => !/vehicle|truck|car|van|suv|sweeper|bus|motor|terrain/i.test(category));
    const found = titles.filter(({ title }) => isWhole(identifyVehicle({ title }, emptyVinDecoder)));
    expect(titles.length).toBeGreaterThan(150);
    expect(found).toEqual([]);
  });
  it("finds the cars among GSA's lots", () => {
    const { auctions } = JSON.parse(readData('captures/gsa-listings-2026-01-07.json')) as {
      auctions: { item_description: string }[];
    };
    const missed = auctions
      .map(({ item_description }) => item_description)
      .filter((title) => !isWhole(identifyVehicle({ title }, emptyVinDecoder)));
    console.log(
      `GSA: ${auctions.length - missed.length} of ${auctions.length} titles give year, make and model`,
    );
    expect(missed).toEqual(['1997 Stewart & Stevenson M-1088 Military Truck', '2014 Club Car Golf Cart']);
  });
  it("finds the vehicles in Copart's sales data, whose names are cut to ten characters", () => {
    const rows = parse(readData('captures/copart-sales-data-2025-2026.csv'), {
      columns: true,
      relax_column_count: true,
    }) as Record<string, string>[];
    const vehicles = rows.filter((row) => row['Vehicle Type'] === 'V');
    const decoder = createVinDecoder(readShippedIndex());
    const identified = vehicles.map((row) =>
      identifyVehicle(
        {
          title: `${row.Year} ${row.Make} ${row['Model Detail']}`,
          year: Number(row.Year),
          make: row.Make ?? '',
          model: row['Model Detail'] ?? '',
          vin: row.VIN ?? '',
        },
        decoder,
      ),
    );
    const whole = identified.filter(isWhole);
    const disagreeing = identified.filter((vehicle) => vehicle.vin?.agrees === false);
    console.log(
      `Copart: ${whole.length} of ${vehicles.length} vehicles whole, ${disagreeing.length} with a VIN of another car`,
    );
    expect(whole.length).toBe(vehicles.length);
    expect(disagreeing.length).toBeLessThanOrEqual(2);
  });
});
