import type { LotKind } from '../../lot-kind.ts';
import { PhraseTable } from '../phrase-table.ts';

export interface CategoryMeaning {
  readonly kind: LotKind;
  readonly weight: number;
  readonly also?: { readonly kind: LotKind; readonly weight: number };
}

/** Words that sites use in their category names. The strongest phrase found in the category counts. */
export const categoryPhrases = new PhraseTable<CategoryMeaning>();

const pair = (kind: LotKind, weight: number, otherKind: LotKind, otherWeight: number): CategoryMeaning => ({
  kind,
  weight,
  also: { kind: otherKind, weight: otherWeight },
});

categoryPhrases
  .addAll(
    `pickup trucks, pickup truck, pickups, pickup, automobiles, automobile, cars, sedans, sedan, coupes, suv, suvs, sport utility, sport utility vehicle, sport utility vehicles, vans, van,
    minivans, passenger vehicles, passenger vehicle, hybrid vehicle, electric vehicles, motorcycles, motorcycle, police vehicles, cars and trucks, light trucks, ambulances, ambulance, convertibles, classic cars, mpv, passenger car`,
    { kind: 'road_vehicle', weight: 3.5 },
  )
  .addAll(
    `dump trucks, dump truck, box trucks, box truck, van trucks, bucket trucks, garbage trucks, refuse trucks, tank trucks, tanker trucks, fire trucks, fire truck, fire apparatus, truck tractors, tractor trucks, semi trucks, buses, bus, school buses, heavy duty trucks,
    heavy trucks, medium duty trucks, semi tractors, sweeper, sweepers, street sweepers, step vans, vocational trucks, commercial trucks, crane trucks, digger derricks, tow trucks, wreckers`,
    { kind: 'commercial_truck', weight: 4 },
  )
  .addAll(
    'flatbed trucks, service trucks, utility trucks, service and utility trucks, service utility vehicles, trucks, truck, specialized vehicles, emergency vehicles',
    pair('road_vehicle', 2, 'commercial_truck', 2),
  )
  .addAll('vehicles, vehicle, motor pool, fleet', pair('road_vehicle', 1.5, 'commercial_truck', 0.8))
  .addAll(
    `forklifts, forklift, golf carts, all terrain vehicles, atv, atvs, utv, trailers, trailer, motor homes, travel trailers, rv, rvs, campers, recreational vehicles, boats, boat, marine, watercraft, snowmobiles, aircraft, motor graders, graders, loaders, excavators, dozers, compactors,
    construction equipment, heavy equipment, farm equipment, agricultural equipment, tractors, mowers, mowing equipment, lawn equipment, generators, power generation, aerial lifts, skid steers, backhoes, cranes, jet skis, sanding machines, grounds equipment, farm tractors`,
    { kind: 'equipment', weight: 4 },
  )
  .addAll('material handling, internal transport, snow removal', { kind: 'equipment', weight: 1.5 })
  .addAll(
    `truck service box, service box and beds, truck beds, auto parts, automotive parts, vehicle parts, car parts, truck parts, truck accessories, vehicle accessories, vehicle equipment, automotive parts and accessories, tires, tires and wheels, engines, truck bodies,
    vehicle truck service box and beds, parts and accessories`,
    { kind: 'parts_only', weight: 3.5 },
  )
  .addAll(
    `computers, computer, laptops, printers, scanners, copiers, ipads, tablets, electronics, electronic, cell phones, phones, monitors, medical, laboratory, furniture, office, library, education, school equipment, storage, audio, welding, jewelry, clothing, appliances, networking,
    cameras, batteries, electrical, tools, hand tools, books, toys, collectibles, art, sporting goods, kitchen, food service, musical instruments, test, metering, packaging, recyclables, home and garden, general merchandise, communication, robots`,
    { kind: 'not_a_vehicle', weight: 2.5 },
  );

/** Copart's vehicle type letters, as seen in members' downloads (V cars, C motorcycles, K medium duty and vans, U heavy duty, L trailers, R recreational, M boats). */
export const categoryLetters: ReadonlyMap<string, CategoryMeaning> = new Map([
  ['v', { kind: 'road_vehicle', weight: 3.5 }],
  ['c', { kind: 'road_vehicle', weight: 3.5 }],
  ['k', pair('road_vehicle', 1.5, 'commercial_truck', 1.5)],
  ['u', { kind: 'commercial_truck', weight: 4 }],
  ['l', { kind: 'equipment', weight: 6 }],
  ['r', { kind: 'equipment', weight: 6 }],
  ['m', { kind: 'equipment', weight: 6 }],
]);
