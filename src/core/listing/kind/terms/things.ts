import type { LotKind } from '../../lot-kind.ts';
import { PhraseTable } from '../phrase-table.ts';

/** A thing that a phrase names. */
export interface Thing {
  readonly name: string;
  readonly kind: LotKind;
  readonly weight: number;
  /** A toy, book or picture of a vehicle: outweighs every vehicle name. */
  readonly likeness?: boolean;
  /** Only a vehicle's part when the words around it speak of vehicles (a seat, a door, a battery). */
  readonly needsVehicleNearBy?: boolean;
  /** A truck of any size: the chassis decides. */
  readonly anyTruck?: boolean;
  /** The chassis decides between pickup or van and heavy truck: an ambulance. */
  readonly chassisDecides?: boolean;
  /** Built onto a truck: behind a year and a make it tells what that vehicle is, alone it is a part. */
  readonly onVehicle?: LotKind;
  /** Part of a name that only says how the vehicle is built (short bed, flatbed, tool box in a list of features). */
  readonly feature?: boolean;
}

export const things = new PhraseTable<Thing>();

/** Each phrase of the comma list, and its plural. */
function add(kind: LotKind, weight: number, phrases: string, extra: Partial<Thing> = {}): void {
  for (const entry of phrases.split(',')) {
    const phrase = entry.trim();
    if (phrase === '') continue;
    const thing: Thing = { name: phrase, kind, weight, ...extra };
    things.add(phrase, thing);
    if (/(?:s|sh|ch|x)$/.test(phrase)) things.add(`${phrase}es`, thing);
    else if (/[^aeiou]y$/.test(phrase)) things.add(`${phrase.slice(0, -1)}ies`, thing);
    else things.add(`${phrase}s`, thing);
  }
}

add(
  'road_vehicle',
  4,
  `pickup, pickup truck, pick up truck, sedan, suv, sport utility, sport utility vehicle, minivan, mini van, cargo van, passenger van, window van, sports van, coupe,
  hatchback, station wagon, motorcycle, convertible car, police car, patrol car, police vehicle, shuttle van, conversion van, limousine, limo,
  hearse, crew cab pickup, moped, motor scooter, wheelchair van, transit van, camper van, electric vehicle, police motorcycle, automobile, utility van, work van, crossover suv`,
);
add('road_vehicle', 6.5, 'ambulance', { chassisDecides: true });
add(
  'road_vehicle',
  2.5,
  'van, jeep, p u, crew cab, regular cab, extended cab, supercab, supercrew, quad cab, double cab',
);
add('road_vehicle', 1.2, 'car, vehicle, truck', { anyTruck: true });
add(
  'road_vehicle',
  1.5,
  'utility truck, service truck, flatbed truck, flat bed truck, stake bed truck, work truck, fleet vehicle, confiscated vehicle, seized vehicle, plow truck, fleet truck',
  {
    anyTruck: true,
  },
);
add(
  'commercial_truck',
  7,
  `dump truck, box truck, bucket truck, bucket van, garbage truck, refuse truck, trash truck, recycling truck, tank truck, tanker truck, water truck, fuel truck,
  fire truck, firetruck, fire engine, pumper, pumper truck, ladder truck, aerial truck, rescue truck, brush truck, fire apparatus, truck tractor, tractor truck, road tractor,
  semi truck, semi tractor, day cab tractor, semi, day cab, day cab tractor, yard truck, yard tractor, terminal tractor, yard spotter, sleeper tractor, haul truck,
  school bus, transit bus, shuttle bus, passenger bus, bus, coach bus, city bus, mini bus, minibus, cutaway bus, party bus, motor coach, motorcoach, trolley bus,
  step van, stepvan, cube van, cube truck, box van, straight truck, stake truck, food truck, catering truck, crane truck, boom truck, digger derrick, knuckleboom truck, grapple truck, vac truck,
  vacuum truck, vactor truck, sewer truck, jetter truck, concrete mixer truck, cement truck, mixer truck, street sweeper, road sweeper, sweeper truck, roll off, roll off truck,
  rolloff truck, tow truck, wrecker, rollback, rollback truck, tandem dump, tandem axle dump truck, tandem dump truck, salt truck, packer truck, rear loader, front loader truck, side loader truck,
  military truck, cargo truck military, mobile command center, bookmobile, bloodmobile, refrigerated truck, reefer truck, landscape truck, chipper truck, service crane truck, oil truck, aerial lift truck, asphalt truck, paint striping truck`,
);
add('commercial_truck', 2, 'hauler', { anyTruck: false });
add(
  'equipment',
  6,
  `forklift, fork lift, fork truck, lift truck, pallet truck, reach truck, order picker, pallet jack, telehandler, scissor lift, boom lift, man lift, manlift, aerial lift, personnel lift, skid steer, skid loader,
  excavator, mini excavator, backhoe, backhoe loader, loader, wheel loader, track loader, bulldozer, dozer, grader, motor grader, road grader, roller, pneumatic roller, compactor roller, paver, trencher, crane, chipper,
  wood chipper, brush chipper, stump grinder, tractor, farm tractor, garden tractor, lawn tractor, tractor loader, combine, baler, disc harrow, mower, lawn mower, lawnmower, riding mower, zero turn, zero turn mower, finish mower, brush hog, bush hog,
  rotary cutter, golf cart, golf car, utility cart, utv, atv, side by side, quad bike, four wheeler, dune buggy, go kart, go cart, dirt bike, dirtbike, snowmobile, truckster, gator, carryall, burden carrier, tug, tow tractor, baggage tractor,
  trailer, travel trailer, camper, camper trailer, utility trailer, cargo trailer, enclosed trailer, dump trailer, flatbed trailer, boat trailer, car trailer, car hauler, horse trailer, semi trailer, office trailer, tow dolly, fifth wheel, 5th wheel, pop up camper,
  motor home, motorhome, rv, recreational vehicle, toy hauler, generator, genset, light tower, air compressor, pressure washer, water pump trailer, compactor, plate compactor, trash compactor, boat, pontoon boat, jon boat, jet ski, outboard, outboard motor, sailboat, airplane, helicopter, aircraft, zamboni,
  floor scrubber, floor sweeper, ice resurfacer, sweeper attachment, broom attachment, salt spreader, sand spreader, spreader, sander spreader, hydroseeder, vehicle lift, car lift, auto lift, truck lift, two post lift, 2 post lift, four post lift, 4 post lift, post vehicle lift, post lift, welder generator, arrow board, message board trailer, mini truck, kei truck, utility tractor`,
);
add('equipment', 3, 'plow, snow plow, snowplow, salt spreader, sand spreader', { onVehicle: 'road_vehicle' });
add(
  'equipment',
  3,
  'auger, attachment, bucket attachment, snow blower, tiller, leaf vacuum, sprayer, concrete mixer, sweeper, conveyor, hauler cart',
);
add(
  'not_a_vehicle',
  8,
  `matchbox, matchbox car, hot wheels, hot wheel, die cast, diecast, toy, toy truck, toy car, scale model, model kit, model car, pedal car, power wheel, power wheels, ride on toy, slot car, model train, replica, remote control car, rc car,
  repair manual, service manual, shop manual, owner manual, owners manual, owner s manual, workshop manual, parts manual, manuals and books, poster, brochure, memorabilia, license plate, jeans, driving simulator, simulator, neon sign, key chain, keychain`,
  { likeness: true },
);
add(
  'not_a_vehicle',
  6,
  `laptop, notebook pc, chromebook, macbook, imac, ipad, iphone, smartphone, cell phone, cellphone, tablet, computer, desktop, server, workstation, optiplex, elitebook, thinkpad, dell latitude, latitude laptop, monitor, printer, copier, scanner, plotter,
  projector, tv, television, camera, router, modem, switch, access point, memory, ddr3, ddr4, ddr5, ssd, hard drive, docking station, keyboard, circuit board, pcb, mosfet, capacitor, charger, battery charger, laptop charger, phone charger,
  power supply, amplifier, guitar, radio, speaker, headphones, desk, chair, office chair, table, cabinet, storage cabinet, file cabinet, bookcase, locker, bench, refrigerator, freezer, oven, stove, microwave, dishwasher, washer, dryer,
  vacuum, vacuum cleaner, welder, drill, drill press, lathe, saw, table saw, band saw, grinder, sander, wrench, socket set, tool set, ladder, hand truck, dolly, cart, pallet racking, shelving, rack server, ultrasound, ventilator, x ray,
  microscope, wheelchair, hospital bed, bed frame, mattress, cot, ambulance cot, stretcher, ambulance stretcher, treadmill, bicycle, bike, e bike, mobility scooter, electric scooter, jewelry, watch, coin, clothing, boots, glove, mask, ups, phone, cable, wire,
  light fixture, fixture, led light, flood light, floodlight, water meter, meter, transformer, oil filter, electric motor, robot, robotic arm, soldering machine, pump kit, transfer pump, tank, storage tank, piano, books, sign, garage door opener, garage door, door opener, ramp,
  tire changer, tire machine, wheel balancer, alignment machine, car wash, diagnostic scanner, scan tool, brake lathe, parking meter, traffic light, traffic cone, fire extinguisher, fire hose, laptop stand, laptop mount, mdt cradle, cradle, bus bar, pallet, tripod, parts washer, e waste,
  playground, bleacher, hearing aid, gift card, irrigation controller, controller, bus stop, bus shelter, bus stop shelter, truck scale, charging station, vehicle charging station, sewing machine, stroller, van gogh, print, framed print, picture, painting, ball, pump motor, sink, faucet, fan, uniform, shirt, hat, jacket, vacuum pump, air purifier, humidifier, heater, air conditioner, drone, binocular, uniform lot, lamp, window, paper, copy machine, fax, switchgear, breaker, reel, backpack, adapter, stand, radio console, body camera, radar, taser, vending machine, car seat, child car seat, baby car seat`,
);
add(
  'parts_only',
  6,
  `truck bed, pickup bed, pickup truck bed, ft truck bed, foot truck bed, truck body, van body, ambulance box, tailgate, tail gate, bumper, push bumper, push bar, bull bar, grille guard,
  brush guard, headlight, headlight assembly, taillight, tail light, tail lamp, fender flare, windshield, transmission, transfer case, rear end, rear axle, axle, differential, drive shaft, driveshaft, radiator, alternator, starter motor, catalytic converter, muffler, exhaust system,
  turbocharger, fuel tank, leaf spring, strut, shock absorber, brake rotor, brake pad, tire, tyre, rim, hubcap, hub cap, wheel cover, lug nut, wheel and tire, tires and rims, tires and wheels, rims and tires, wheels and tires, truck cap, running board, trailer hitch, truck tool box, truck toolbox,
  prisoner partition, prisoner cage, k9 cage, bus seat, school bus seat, bench seat, bucket seat, crate engine, long block, short block, diesel engine, engine block, cylinder head, ecm, airbag, auto parts, car parts, truck parts, vehicle parts,
  automotive parts, motor parts, car door, truck door, front clip, parts car, parts truck, parts vehicle, wheel set, spare tire, snow tire, engine and transmission, motor and transmission, console box, key fob, gas tank, tool box for, equipment box`,
);
add(
  'parts_only',
  6,
  `service body, utility body, flatbed body, flat bed body, stake body, camper shell, truck topper, topper, tonneau cover, bed cover, bed liner, bedliner, bed slide, light bar, lightbar,
  ladder rack, headache rack, lift gate, liftgate, utility box, utility bed, service bed, cab, diesel motor, gas motor, gas engine`,
  { onVehicle: 'road_vehicle' },
);
add('parts_only', 6, 'dump body, dump bed, box body, reefer body, tanker body, garbage body, packer body', {
  onVehicle: 'commercial_truck',
});
add(
  'parts_only',
  5,
  'engine, motor, seat, door, hood, mirror, fender, battery, wheel, bed, box, tool box, toolbox, cap, cover, floor mat, rack, cage, partition, console, floor liner, winch, siren, frame, body, hitch, grill, grille, spring, part, lift kit, starter, steering wheel, dash, dashboard, roof rack, body panel, panel, filter, light',
  {
    needsVehicleNearBy: true,
  },
);
things.addAll(
  `seats 5, seats 7, seats 8, seats 12, seats 15, parts only, for parts, for parts only, parts repair, short bed, long bed, standard bed, ft bed, foot bed, flat bed, flatbed, bed truck, dump bed truck, stake bed, crew cab chassis, cab chassis, cab and chassis, chassis and cab, high roof, low roof, sliding door, crewmax cab, access cab, club cab, mega cab, access seat, 3 door, 5 door, 4 door, 2 door, two door, four door, third door,
  third row seat, 3rd row seat, 2 dr, 4 dr, 5 dr, hard top, soft top, convertible, wagon, utility vehicle, long wheel base, motor vehicle, body damage, frame damage, front end damage, engine light, check engine light, check engine, engine problems, body work, engine trouble, v8 engine, v6 engine, 4 cylinder engine, light duty, door sedan, window sticker, king cab, tow package, cover price, light lot, battery powered, sunroof, moon roof, rear seats missing, wheel drive, front wheel drive, rear wheel drive, all wheel drive, four wheel drive, 4 wheel drive, 2 wheel drive, motor condition, vehicle type, tilt cab, conventional cab`,
  { name: 'feature', kind: 'road_vehicle', weight: 0, feature: true },
);

/** Words that make a part out of a seat, a door or a battery. */
export const vehicleWords: ReadonlySet<string> = new Set(
  'car,cars,truck,trucks,van,vans,auto,autos,automotive,vehicle,vehicles,pickup,suv,bus,police,cruiser,diesel,cummins,powerstroke,duramax,hemi,vortec,ls,ecoboost,coyote,caterpillar,detroit,motorcycle,semi,driver,passenger,ambulance,chassis,4x4'.split(
    ',',
  ),
);
