import { PhraseTable } from '../phrase-table.ts';

/** Who makes it. `needsYearOrModel`: the word means other things too (Lincoln welds, RAM is memory). */
export interface Make {
  readonly name: string;
  readonly builds: 'road_vehicle' | 'commercial_truck' | 'equipment';
  readonly needsYearOrModel: boolean;
}

export const makes = new PhraseTable<Make>();

function addMakes(builds: Make['builds'], needsYearOrModel: boolean, list: string): void {
  for (const entry of list.split(',')) {
    const [name = '', ...aliases] = entry.trim().split('=');
    for (const word of [name.toLowerCase().replaceAll('-', ' '), ...aliases])
      makes.add(word, { name, builds, needsYearOrModel });
  }
}

addMakes(
  'road_vehicle',
  false,
  `Ford=frd, Chevrolet=chevy=chev=chevrolet=chevys, GMC, Dodge=dodg, Toyota=toyo=toyt, Honda=hond, Nissan=niss, Hyundai=hyun, Kia,
  Subaru=suba, Mazda=mazd, Mitsubishi=mits, Volkswagen=vw=volk, BMW, Mercedes-Benz=mercedes=merz, Audi, Lexus=lexs, Acura=acur,
  Infiniti=infi, Cadillac=cadi, Buick=buic, Pontiac=pont, Oldsmobile=olds, Chrysler=chry, Plymouth=plym, Jeep, Porsche, Jaguar,
  Land Rover=range rover=landrover=rangerover, Renault, Peugeot, Daihatsu, Merkur, American Motors, Volvo, Tesla, Rivian, Bentley, Lamborghini, Ferrari, Maserati, Rolls-Royce, Aston Martin, Alfa Romeo, Isuzu,
  Suzuki, Saab, Scion, Daewoo, Datsun, Studebaker, Hummer, Polestar, Lucid Motors, McLaren, Harley-Davidson=harley=hd flhtp, Ducati,
  Kawasaki, Yamaha, Fisker, VinFast, AMC Rambler`,
);
addMakes(
  'road_vehicle',
  true,
  `Ram, Lincoln=linc, Mercury=merc, Mini, Smart, Saturn=strn, Fiat, Genesis, Geo, Eagle, Lotus, Triumph Motorcycle=triumph,
  Indian Motorcycle=indian, Lucid, MG, Other Motorcycle, Big Dog`,
);
addMakes(
  'commercial_truck',
  false,
  `Freightliner=frht, Peterbilt=ptrb, Kenworth=kw truck, Western Star, Blue Bird, Thomas Built=thomas built buses, Autocar=auto car,
  Stewart & Stevenson=stewart stevenson, UD Trucks, Hino, Navistar, E-One, Seagrave, KME, Oshkosh, Gillig, IC Bus, White GMC, Volvo VNL,
  American LaFrance, Workhorse`,
);
addMakes(
  'commercial_truck',
  true,
  'International=intl=international harvester, Mack, Sterling, Pierce, Thomas, New Flyer, Prevost, AM General, Crane Carrier, Sutphen, Spartan',
);
addMakes(
  'equipment',
  false,
  `Caterpillar=cat, John Deere=deere, Bobcat, Kubota, Komatsu, Hyster, Yale, Toro, Jacobsen, Exmark, Scag, Cub Cadet, Husqvarna, Club Car,
  E-Z-GO=ezgo=ez go, Cushman, Polaris, Arctic Cat, Can-Am, Kioti, New Holland, Massey Ferguson, JLG, Genie, Skyjack, Vermeer, Ditch Witch,
  Dynapac, Bomag, Takeuchi, Gradall, Terex, Grove, Manitowoc, JCB, Clark forklift, Tailift, Generac, Bayliner, Sea Ray, Evinrude, Forest River,
  Keystone, Jayco, Winnebago, Fleetwood, Airstream, Coachmen, Utility Trailer, Big Tex, Wells Cargo, Ski-Doo, Sea-Doo, Ford New Holland, Case IH, Case 580, Case 590, Case 1845c, Ingersoll Rand, Sullair, Onan, Bush Hog, Featherlite, Mahindra, Tennant`,
);

/** A model's maker, and whether its name alone (without make or year) says enough. */
export interface Model {
  readonly make: string;
  readonly name: string;
  readonly speaksAlone: boolean;
}

export const models = new PhraseTable<Model>();

function addModels(make: string, alone: string, withMake: string): void {
  for (const [list, speaksAlone] of [
    [alone, true],
    [withMake, false],
  ] as const) {
    for (const name of list.split(',')) {
      const words = name.trim();
      if (words === '') continue;
      models.add(words, { make, name: words, speaksAlone });
      if (speaksAlone && !/\d$/.test(words)) models.add(`${words}s`, { make, name: words, speaksAlone });
    }
  }
}

addModels(
  'Ford',
  'f150, f250, f350, f250sd, f350sd, econoline, e150, e250, e350, e350sd, crown victoria, crown vic, expedition, taurus, excursion, windstar, thunderbird, bronco ii, transit connect, ecosport, police interceptor, freestar',
  'f100, f super duty, super duty, explorer, escape, edge, fusion, focus, fiesta, mustang, ranger, flex, transit, maverick, bronco, contour, escort, tempo, aerostar, five hundred, c max, gt, ltd, galaxie, fairlane, falcon, torino, pinto, e series, club wagon, piu, e transit, mach e',
);
addModels(
  'Chevrolet',
  'silverado, tahoe, suburban, impala, malibu, camaro, corvette, trailblazer, equinox, monte carlo, uplander, hhr, hhr panel, silverado 1500, silverado 2500, silverado 2500hd, silverado 3500, silverado 3500hd, c1500, k1500, c2500, k2500, c3500, k3500, avalanche, bel air, el camino, chevelle, d30, s10, s10 blazer',
  'colorado, express, traverse, trax, cruze, sonic, spark, volt, bolt, blazer, astro, venture, lumina, caprice, cavalier, cobalt, aveo, nova, tracker, captiva, city express, ssr, 1500, 2500, 3500, c10, c20, c30, k10, k20, k30, orlando, g10, g20, g30, apache, celebrity, corsica, beretta, prizm',
);
addModels(
  'GMC',
  'yukon, denali, savana, envoy xl, sierra 1500, sierra 2500, sierra 2500hd, sierra 3500, sierra 3500hd, sonoma pickup',
  'sierra, terrain, acadia, canyon, envoy, jimmy, safari, sonoma, c k, 1500, 2500, 3500, vandura, syclone, typhoon',
);
addModels(
  'Dodge',
  'grand caravan, grand cara, caravan, ram 1500, ram 2500, ram 3500, ram van, ram pickup',
  'charger, challenger, durango, journey, dakota, intrepid, stratus, neon, avenger, caliber, nitro, magnum, viper, dart, ram, power wagon, sprinter, promaster, shadow, spirit, dynasty, hornet, b250, b2500, b3500',
);
addModels(
  'Ram',
  'promaster, promaster city, ram 1500, ram 2500, ram 3500',
  '1500, 2500, 3500, cargo van, cv, tradesman, c v',
);
addModels(
  'Toyota',
  'camry, corolla, tacoma, tundra, 4runner, rav4, highlander, sienna, prius, avalon, land cruiser, matrix xr, yaris, fj cruiser, solara',
  'sequoia, venza, echo, celica, tercel, supra, matrix, c hr, chr, t100, mirai, scion, rav 4, previa, pickup, bz4x, gr86',
);
addModels(
  'Honda',
  'civic, accord, cr v, crv, odyssey van, ridgeline, goldwing, gold wing',
  'odyssey, pilot, fit, element, insight, passport, hr v, hrv, prelude, clarity, cbr, gl, crosstour, shadow, rebel, s2000, st1300, cr z',
);
addModels(
  'Nissan',
  'altima, sentra, maxima, pathfinder, versa, murano, xterra, nv200, nv2500, nv1500, nv3500, 350z, 370z',
  'frontier, titan, rogue, armada, juke, leaf, cube, quest, kicks, nv, nv cargo, nv passenger, 240sx, z, ariya, pickup, hardbody',
);
addModels(
  'Hyundai',
  'elantra, sonata, tucson, santa fe, santa fe sport, palisade, veloster',
  'accent, kona, venue, azera, genesis, entourage, ioniq, tiburon, santa cruz, veracruz, equus',
);
addModels(
  'Kia',
  'sorento, sportage, telluride, optima, sedona, k5',
  'forte, soul, rio, niro, stinger, carnival, spectra, rondo, seltos, amanti, cadenza, ev6, borrego',
);
addModels(
  'Subaru',
  'forester, outback, impreza, crosstrek, wrx',
  'legacy, ascent, baja, tribeca, brz, solterra',
);
addModels(
  'Mazda',
  'miata, cx 5, cx5, cx 9, cx9, cx30, mazda3, mazda6',
  '3, 6, cx 30, cx 7, cx7, cx 50, cx 90, tribute, b2300, b3000, b4000, protege, 626, mpv, 5, rx8, rx 8, mx 5',
);
addModels(
  'Mitsubishi',
  'outlander sport, eclipse cross',
  'galant, lancer, eclipse, outlander, mirage, montero, endeavor, raider',
);
addModels(
  'Volkswagen',
  'jetta, passat, tiguan, touareg',
  'golf, gti, beetle, atlas, eos, cc, rabbit, routan, taos, id4, arteon',
);
addModels(
  'BMW',
  '',
  'x1, x2, x3, x4, x5, x6, x7, 3 series, 5 series, 7 series, z3, z4, m3, m5, i3, r1200, r1200rt, 328i, 328xi, 335i, 335 xi, 325i, 330i, 525i, 528i, 535i, 740i, 750i',
);
addModels(
  'Mercedes-Benz',
  '',
  'sprinter, metris, c class, e class, s class, c 300, c300, e350, ml350, gl450, glc300, r 350, 560, 300d, c230, s500',
);
addModels('Audi', '', 'a3, a4, a5, a6, a8, q3, q5, q7, q8, s3, s4, s5, tt, allroad, e tron, rs5');
addModels(
  'Lexus',
  '',
  'es, rx, es350, es 350, rx350, rx 350, ls430, ls 430, is250, is 250, gx470, gx460, lx570, nx, es300, es330, gs',
);
addModels('Acura', '', 'mdx, tl, tsx, rdx, tlx, ilx, integra, rl, cl, nsx, rsx');
addModels('Infiniti', '', 'g35, g37, i35, q50, qx60, qx56, qx80, fx35, jx35, m35, ex35, i30');
addModels(
  'Cadillac',
  'escalade',
  'deville, cts, xts, srx, ats, dts, sts, seville, eldorado, xt5, xt4, fleetwood, ct6, brougham',
);
addModels(
  'Buick',
  'lesabre',
  'century, regal, enclave, encore, lacrosse, lucerne, rendezvous, park avenue, rainier, verano, envision, skylark, roadmaster',
);
addModels(
  'Pontiac',
  'grand am, grand prix, bonneville',
  'g6, vibe, sunfire, montana, firebird, gto, aztek, trans am, torrent, solstice, g8, g5',
);
addModels('Oldsmobile', '', 'alero, cutlass, aurora, bravada, silhouette, intrigue, 88, 98, eighty eight');
addModels(
  'Chrysler',
  'pt cruiser, town country, town cou, sebring',
  '200, 300, 300c, pacifica, aspen, concorde, voyager, crossfire, minivan, lhs, new yorker, cirrus',
);
addModels('Plymouth', '', 'voyager, grand voyager, neon, breeze, prowler, barracuda, horizon, acclaim');
addModels(
  'Jeep',
  'grand cherokee, grand cher, jeep wrangler',
  'wrangler, cherokee, liberty, compass, patriot, commander, renegade, gladiator, cj5, cj7, wagoneer, comanche, grand wagoneer',
);
addModels('Saturn', '', 'vue, ion, aura, outlook, sl, sl1, sl2, sc, sc2, relay, sky, astra, l200');
addModels(
  'Lincoln',
  '',
  'town car, navigator, mkx, mkz, mks, mkt, continental, aviator, ls, zephyr, mark lt, corsair, nautilus, mark viii, blackwood',
);
addModels(
  'Mercury',
  'grand marquis',
  'mariner, mountaineer, sable, milan, villager, cougar, montego, mystique, tracer, monterey',
);
addModels('Mini', 'mini cooper', 'cooper, countryman, clubman, paceman');
addModels('Smart', '', 'fortwo, car fortwo');
addModels('Fiat', '', '500, 500l, 500x, 124 spider');
addModels('Genesis', '', 'g70, g80, g90, gv70, gv80');
addModels('Tesla', '', 'model 3, model s, model x, model y, cybertruck, roadster');
addModels('Volvo', '', 's40, s60, s80, v50, v60, v70, xc40, xc60, xc70, xc90, 240, 740, 850, c70, 940');
addModels(
  'Land Rover',
  '',
  'lr2, lr3, lr4, discovery, range rover, evoque, freelander, defender, sport, velar',
);
addModels('Scion', '', 'tc, xb, xa, xd, fr s, iq');
addModels('Isuzu', '', 'rodeo, trooper, ascender, amigo, axiom, hombre, i280');
addModels(
  'Suzuki',
  '',
  'sx4, vitara, grand vitara, forenza, reno, xl7, aerio, sidekick, samurai, gsxr, gsx, hayabusa, boulevard, kizashi, equator',
);
addModels('Jaguar', '', 'xf, xj, xe, xk, f pace, e pace, f type, s type, x type, xj8, xjs');
addModels('Hummer', '', 'h2, h3, h1');
addModels('Porsche', '', '911, cayenne, boxster, macan, panamera, cayman, 944, 928, taycan');
addModels(
  'Harley-Davidson',
  '',
  'fl, xl1200, xl883, road glide, electra glide, street glide, sportster, softail, dyna, road king, fat boy, flhtp, flhp, heritage',
);
addModels('Polaris', 'slingshot', '');
addModels('Can-Am', '', 'spyder, ryker');

/** Polaris and Can-Am build two or three road models among their off-road machines. */
export const roadModelsOfEquipmentMakes: ReadonlySet<string> = new Set(['slingshot', 'spyder', 'ryker']);
