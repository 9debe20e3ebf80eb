import { claim, type Entry, fixedClaim, mask, state, subject } from './mark.ts';

/** Damage, defects and the parts that have them. */
export const damageWords: readonly Entry[] = [
  subject(
    'engine',
    'engine, motor, engines, motors, head gasket|gaskets, cylinder head, camshaft, crankshaft, piston, turbo, turbocharger, injector, injectors, radiator, oil pan, timing chain|belt, lifters, engine condition, motor condition, engine block, valve covers, water pump, rear|front? main seal|seals, valve cover gasket|gaskets, oil pump, thermostat, long|short block',
  ),
  subject('fuel_pump', 'fuel pump, fuel injection pump, injection pump, fuel injection, fuel system'),
  subject(
    'transmission',
    'transmission, transmissions, trans, tranny, a/trans, gearbox, clutch, transfer case, transaxle, torque converter, shift solenoid|solenoids, valve body, trans pan, clutch master|slave cylinder, transmission condition',
  ),
  subject(
    'electrical',
    'electrical, wiring, electrical system, electrical wiring, wiring harness, alternator, electrical components',
  ),
  subject('brakes', 'brake, brakes, brake line|lines|pads|system|booster|pedal, rotors'),
  subject(
    'frame',
    'frame, chassis frame, unibody, subframe, frame rail|rails, cross member|members, crossmember|crossmembers, structural, structure',
  ),
  subject(
    'body',
    'body, exterior, fender, fenders, fueler door, door, doors, roof, quarter panel|panels, rear quarter|quarters, paint, front end, rear end, back end, bed, bed of truck, dump body|bed, grille, grill, rocker panels|panel, bodywork, exterior condition, radiator support, clear coat',
  ),
  subject(
    'component',
    'rear? differential, driveshaft, drive shaft, fuse box, starter, speedometer, power door electronics, radio, muffler, exhaust, radiator cap, tires and wheels',
  ),
  subject(
    'place',
    'front driver|passenger? side, drivers|driver|passenger|passengers|left|right|front|rear side, front, rear, side',
  ),
  subject(
    'part',
    'bumper, bumpers, front|rear bumper, tailgate, hood, mirror, mirrors, side mirror|mirrors, passenger|driver|drivers side mirror|mirrors, headlight, headlights, tail light|lights, taillight, taillights, turn light, left light, right light, rear left light, spotlight, antenna, light assembly, gas cap, wheel well|wells, hubcap, hubcaps, door handle|handles',
  ),
  subject(
    'glass',
    'windshield, windshields, windsheild, windscreen, window, windows, glass, front|rear|back windshield|window|glass, side glass, left side glass, all glass',
  ),
  subject(
    'interior',
    'interior, seat, seats, seating, dash, dashboard, headliner, head liner, upholstery, carpet, carpets, floor, flooring, floorboard, door panel|panels, drivers|driver|front|rear|back|passenger seat|seats, rear? back seat, dash panel|panels, interior panels, interior trim, trim, console, center console, seat belt|belts, seatbelt, seatbelts, steering column, steering wheel, kick panel, interior condition, cloth|vinyl|leather seats, blue|black|gray|grey|tan vinyl|cloth',
  ),
  subject('battery', 'battery, batteries'),
  subject('tires', 'tire, tires, tyre, tyres'),
  subject(
    'catalytic',
    'catalytic converter, catalytic converters, catalytic, cat converter|converters, cats, catalytic convertor|convertors, catalytics',
  ),
  subject('airbag', 'airbag, airbags, air bag|bags, air bags, srs airbags'),
  subject('odometer', 'odometer, mileage display, odometer display, odo'),
  subject('mileage', 'mileage, miles, milage, current mileage'),
  subject('rust', 'rust'),
  subject('emissions', 'emissions system, def system, dpf, egr, emission system, emissions equipment'),
  subject('key', 'key, keys, ignition key|keys, set of keys'),

  state(
    'defect',
    'bad, problem, problems, issue, issues, fault, faults, faulty, slip, slips, slipping, knock, knocks, knocking, tick, ticking, noise, noisy, rattle, inop, inoperative, inoperable, not working, not functioning, malfunction, malfunctions, malfunctioning, shot, burnt out, went out, is|are out, goes out, stuck, grind, grinding, grinds, sticks, overheats, overheating, misfire, misfires, misfiring, smokes, smoking, trouble, does|do not work, doesnt|dont work, not operable, not functional, weak, soft, went bad, unhooked, disassembled, partly disassembled, locking, wont shift, will|does|do not shift, doesnt shift, not shifting, missing on cylinder, has a miss, skips, skipping, does not engage, doesnt engage, shifts hard|rough, hard shifting, rough idle, will not engage, wont engage, not engaging, fails|failed|refuses to engage|shift|move, wont go in|into gear, whine, whines, whining, chewed, wont hold, will not hold, jerks, jerking, shudders, shuddering, shudder, chatters, chattering, hesitates, bangs, clunks, lurches, shakes, tapping, acts|acting up, quit|stopped working, quit, going out|bad, has|have? gone bad, on its|the way out',
  ),
  state(
    'failed',
    'blown, blew, seized, locked up, lock up, failed, failure, failing, blown up, thrown, threw a? rod, throwing a? rod, spun bearing, hydrolocked, shuts off, shuts down, dies, stalls, stalling, cuts out, bent rod, burnet, knocking badly, cracked block, locked, gave out, let go, toast, fried, is junk, in pieces',
  ),
  state(
    'damage',
    'damage, damaged, damages, broken, broke, bent, wrecked, smashed, crushed, hit, mangled, detached, hole, holes, rough, poor, needs work, need work, in poor condition|shape, poor condition, in bad condition|shape, rubs|rub on',
  ),
  state(
    'scratch',
    'dent, dents, dented, ding, dings, scratch, scratches, scratched, scratcehs, scrape, scrapes, scraped, scuff, scuffs, scuffed, chip, chipped, chipped|chipping|peeling paint|clearcoat, peeling, fading, faded, hail dents, crumpled, gouge, gouges, gouged, coming off, oxidized',
  ),
  state(
    'tear',
    'rip, rips, ripped, tear, tears, torn, stain, stains, stained, staining, moldy, mold, mildew, sagging',
  ),
  state('worn', 'worn, worn out, falling, falling down, falling apart, hanging, wear, has wear, wear on'),
  state(
    'cracked',
    'crack, cracks, cracked, cracking, shattered, chipped glass, pitted, starred, star chip, rock chip|chips, busted',
  ),
  state('leak', 'leak, leaks, leaking, leaky'),
  state(
    'need',
    'need, needs, needed, require, requires, required, needing, in need of, needs to be replaced|repaired|fixed, need to be replaced|repaired|fixed, need|needs replaced|replacing|replacement|repair|repairs|repaired|rebuilt|rebuild|attention|work|charged|fixed, will|would need replacing|replaced|replacement, needs the? following|these repairs|work|parts, needs recharged|recharging, must|should be charged|recharged, will? need|needs to be charged|recharged, will need to be replaced|repaired, will also need to be replaced, needs battery? replaced, should be replaced, must be replaced, need repair, needs repairs, requires replacement|repair|repairs',
  ),
  state(
    'missing',
    'missing, cut off and missing, stolen, not included, not present, cut off, gone, has|have been stolen, sawed off',
  ),
  state('removed', 'removed, has been removed, have been removed, was|were removed'),
  state('flat', 'flat, flats, is flat, are flat, deflated, not holding air, wont hold air'),
  state(
    'dead',
    'dead, drained, uncharged, not charged, wont|doesnt|dont|didnt hold|take|keep|accept a? charge, will|does|do|did not hold|take|keep|accept a? charge, not holding|taking a? charge, not have a? charged, discharged, will|does|do|would not stay charged, wont|doesnt stay charged, died, goes|go|went|gone dead, drains',
  ),
  state('deployed', 'deployed, blown airbags, deployment, have|has deployed'),
  state(
    'good',
    'good, great, excellent, solid, works, work, working, worked, operable, functional, functioning, intact, fine, smooth, smoothly, strong, shifts smooth|smoothly|good|great|well, is good, in good|great|excellent condition|shape|working, good|great|excellent condition|shape, noted as operable, reported as functional, perfect, ok, okay, sound, accurate, actual, excellent working condition, ice cold, holds|hold|holding a? charge',
  ),
  state(
    'fresh',
    'new, brand new, newer, rebuilt, replaced, just replaced, was|were|been replaced, has been replaced|repaired|fixed|rebuilt, recently replaced|rebuilt|repaired, repaired, fixed, serviced, remanufactured, reman, overhauled, new rebuilt, resolved, recently serviced',
  ),
  state(
    'unknown',
    'unknown, is unknown, is in unknown condition, in unknown condition, unknown condition, condition unknown, condition is unknown, not known, do|does not know the? condition, not tested, untested, has not been tested, have not been tested, not been tested, unsure, not verified, undetermined',
  ),

  claim(
    'frame_damage',
    'frame damage|damaged|bent|cracked|broken|twisted, bent|cracked|twisted|broken frame, structural damage, frame is|has bent|cracked|damaged|broken|damage, unibody damage, frame and? body damage',
  ),
  [
    { kind: 'claim', code: 'frame_damage', polarity: 'present', also: [['rust', 'present']] },
    'frame is|has? rusted|rotted|rotten through|out, rusted|rotted|rotten frame, frame is|has? rotted|rotten|rot, frame rot|rotted|rotten, frame rust through',
  ],
  claim(
    'airbag_deployed',
    'airbag|airbags deployed|blown, airbags|airbag are|is|has|have been? deployed|blown, air bag|bags deployed|blown, air bag|bags are|have|has|is been? deployed|blown, deployed airbag|airbags, deployed air bag|bags, blown airbag|airbags, side airbags deployed',
  ),
  fixedClaim(
    'airbag_deployed',
    'airbags intact, air bags intact, airbags not deployed|blown, air bags not deployed, airbags are intact, airbags did not deploy, no airbags deployed|blown, no airbag deployment, airbags have not been? deployed',
    'absent',
  ),
  claim(
    'fire_damage',
    'fire damage|damaged, caught fire, caught on fire, burned, burnt, burnet, burned up|down|out, engine fire, compartment fire, on fire, fire under, vehicle fire, car fire, interior fire, electrical fire, smoke damage',
  ),
  claim(
    'flood_damage',
    'flood damage|damaged, flooded, water damage|damaged, flood victim|car|vehicle, submerged, was under water, been under water, underwater, flood water, freshwater flood, saltwater',
  ),
  claim('hail_damage', 'hail damage|damaged|dents|dings|dent, hail, hailed on'),
  claim(
    'body_damage',
    'accident damage|damaged|damaage, accident damaage, wrecked, wreck, collision damage, in a collision, has been? wrecked, in an accident, front|rear|side end? damage, front end damage, rear end damage|damaged, body damage, cosmetic damage|blemishes, body work needed, totaled in accident, side damaged, hit a? deer, rollover, rear ended, t boned, crash damage, accident',
  ),
  claim(
    'glass_damage',
    'cracked|broken|busted|shattered|damaged windshield|window|windows|glass, crack|cracks|chip|chips in _? windshield|window|windows|glass, crack windshield',
  ),
  claim(
    'rust',
    'rusty, rusted, rusting, rusted out|through, corrosion, corroded, rot, rot holes, rotted, rotten, rust through|holes|hole|spots|damage|issue|issues, rust and oxidization|corrosion, surface rust|corrosion, oxidization',
  ),
  fixedClaim(
    'rust',
    'rust free, no rust, rustfree, without rust, no issue with rust, no issues with rust, zero rust, free of rust, not rusty, no visible rust, little to no rust',
    'absent',
  ),
  claim(
    'missing_parts',
    'missing part|parts, parts missing, some parts missing, incomplete vehicle, parts removed, been parted|picked, stripped, one side mirror',
  ),
  claim(
    'engine_problem',
    'hole in _? _? _? block|motor|engine, bottom of the motor, engine knock, rod knock, no compression, low compression, no oil pressure, low oil pressure, oil consumption, hydro locked, engine swap needed, thrown|threw a? rod, spun a? bearing, blew up, burns oil, burns motor oil, burning oil, uses oil, consumes oil, oil leak|leaks, leaks|leaking oil, oil in coolant, coolant in oil, coolant leak|leaks, stalls, stalls out, misfire, misfires, misfiring, overheats, overheating, shuts off while|when, dies while|when|after, rough idle, idles rough, oil light is? on, oil pressure light is? on, loses power, limp mode, white|blue|black smoke, blows smoke, smokes badly',
  ),
  claim(
    'transmission_problem',
    'no reverse, no forward gears, no drive gears, slips in|out|between, trouble shifting, hard to shift, wont shift, wont stay in gear, will|does not stay in gear, no 2nd|3rd|1st|4th gear, jumps|pops out of gear',
  ),
  claim(
    'transmission_problem',
    'shifts smooth|smoothly|good|great|well|fine, shifts through all gears, transmission shifts fine|good|great|smooth|well',
    'absent',
  ),
  claim(
    'electrical_problem',
    'no power, does not get power, does not have power, electrical short, parasitic drain|draw, wiring chewed, chewed wires|wire|wiring, chewed a wire, burned wiring, electrical fire',
  ),
  claim(
    'brake_problem',
    'no brakes, abs light is? on, brake line|lines rusted out?|through?, brakes go|went to the? floor, brake failure, brakes out, brakes to the floor',
  ),
  claim(
    'check_engine',
    'check engine light|lights?, check engine, check engine light is? on, cel, cel on|is, engine light on, service engine light|soon, mil on|illuminated, engine light all? on, engine light is on, check engine warning, trouble code|codes, error|fault codes present, malfunction indicator, code p0300|p0420',
  ),
  fixedClaim(
    'check_engine',
    'check engine light is? off|not, no check engine light|lights?, no check engine, no engine light|lights, no warning light|lights, error codes none, fault codes none, no codes, no error|fault|trouble codes, check engine light not on, check engine light went off, no cel, no lights on dash, codes none, warning lights are? off, no dash lights',
    'absent',
  ),
  fixedClaim(
    'check_engine',
    'warning light|lights on, warning light|lights, dash lights on, warning light on dash board?',
    'unknown',
  ),
  fixedClaim(
    'emissions_problem',
    'passed smog|emissions|emission, passes smog|emissions, smog passed|certified',
    'absent',
  ),
  claim(
    'emissions_problem',
    'failed emissions|smog|inspection|emission, failed smog|emissions test|check|inspection, will|does|did|can|would not pass smog|emissions|emission|inspection, wont|cannot|doesnt|cant pass smog|emissions|emission|inspection, not pass smog|emissions|inspection, did not smog, emissions problem|problems|issue|issues|failure|fault, smog problem|issue|issues, def|dpf|egr delete|deleted, deleted dpf|egr|def, def fault|issue|issues|problem, dpf fault|issue|issues|problem|clogged, clogged dpf, not smog|emissions legal|compliant, needs smog|emissions repair|repairs|work',
  ),
  claim(
    'catalytic_converter_missing',
    'missing _? catalytic converter|converters, catalytic converter|converters is|are|has|have|was|were been? missing|stolen|cut|removed|gone, catalytic converter|converters missing|stolen|removed|cut|gone, stolen catalytic converter|converters, no catalytic converter|converters, without catalytic converter|converters, no catalytic, no cats, missing cats|cat, cat missing|stolen|delete|deleted, cats cut|removed|stolen|missing, catalytic missing|stolen',
  ),
  claim(
    'flat_tires',
    'flat tire|tires, flats, tire|tires flat, tire|tires is|are flat, tires low or flat, tires are all flat, all tires flat, flat front|rear left|right? tire, flat 1|2|3|4, 2|3|4|two|three|four are flat, flat left|right front|rear tire, flat spare tire, tire is flat, tires on one side are flat, tires will not hold air, tires wont hold air, tires do not hold air, tire does not hold air',
  ),
  claim(
    'battery_dead',
    'dead battery|batteries, battery|batteries dead, bad battery|batteries, battery is|are dead|bad, new battery needed, needs a? new? battery|batteries, need a? new? battery|batteries, battery needed, battery needs replaced|replacing|charging|charged, battery will? not hold, battery wont hold, battery weak, weak battery',
  ),
  fixedClaim(
    'battery_dead',
    'battery is new, new battery, new batteries, battery good|new, battery is good, battery was|has been? replaced',
    'absent',
  ),

  [
    { kind: 'claim', code: 'battery_dead', polarity: 'present', also: [['runs', 'present']] },
    'jumped and ran|runs, jumped it and it? ran|runs',
  ],
  [
    { kind: 'claim', code: 'battery_dead', polarity: 'present', also: [['starts', 'present']] },
    'jumped and it? started|starts, jumped it and it? started|starts',
  ],
  claim(
    'missing_parts',
    'drive shaft removed|missing|gone, drive shaft is|was removed|missing|gone, drive shaft has been removed',
  ),
  claim('flood_damage', 'in a flood, been through a flood'),
  claim('interior_damage', 'biohazard, bio hazard, blood in|on, bodily fluid|fluids'),
  claim(
    'engine_problem',
    'knocking|ticking|tapping sound|noise|noises from|in the? engine|motor, rear|front main seal leak|leaks|leaking, main seal leak|leaks|leaking',
  ),
  claim('flat_tires', 'flat on the? right|left|driver|drivers|passenger|front|rear front|rear|side?'),
  fixedClaim('flat_tires', 'tire|tires hold|holds|holding air', 'absent'),
  fixedClaim(
    'glass_damage',
    'windshield|glass chip|chips|crack repaired|fixed, windshield chip|chips|crack was|were|has been repaired|fixed',
    'absent',
  ),
  fixedClaim(
    'catalytic_converter_missing',
    'has|have|with|includes catalytic converter|converters, catalytic converter|converters is|are? present|there|included|attached',
    'absent',
  ),
  fixedClaim(
    'emissions_problem',
    'emission|emissions|smog test|check passed, passed emission|emissions|smog test',
    'absent',
  ),

  mask(
    'hail sale|event|special|savings, never been? in an? accident|accidents|wreck|collision, never had an? accident|accidents, not been in an? accident|accidents',
  ),
  mask(
    'no accident|accidents, accident free, no known accidents, not accident, cause an accident, accident report, accident history: none, may cause an accident, accidents',
  ),
  mask(
    'hail mary, frame off restoration, frame off, frame on, time frame, frame mounted, ladder frame, door|window|picture frame, frame of time, storm gray|grey, bed liner, bedliner, bed cover, bed extender, bed length, truck bed liner, rust belt, rust color|colored|red|brown|proof|proofed|proofing|inhibitor|inhibitive|oleum|resistant, undercoated, dry rot, signs of dry rot, dry rotted, sun rot',
  ),
  mask(
    'does|do not have power steering|windows|locks|seats|brakes, no power steering|windows|locks|seats|mirrors|brakes, power windows, power window, power steering windows, windows and locks, windows and? door? locks, tinted windows|glass, rear window defrost|defroster|defogger, window van, window tint, windows xp|10|11, windows door locks, window locks, window defroster, windows are manual, heated windshield|seats|seat|mirrors, windshield wiper|wipers, power seats|seat|mirrors|locks|brakes|doors, power door locks, power door|mirrors, seat covers, bench seat|seats, bucket seat|seats, captain seats, third row seat|seats|seating, 3rd row seat|seats|seating, row seat|seats|seating, leather seats, cloth seats|seat, back up camera',
  ),
  mask(
    'hydraulic brakes, air brakes, disc brakes, jake brake, engine brake, exhaust brake, anti lock brake|brakes, abs brakes, parking brake, trailer brake, brake controller|assist|light|lights, electric brakes, brakes hydraulic, no jake brake, brake abs',
  ),
  mask(
    'engine hours, engine idle hours, engine type, engine number, engine size, engine family, motor home, motorhome, motor vehicle|vehicles|pool|co|company|corp|carrier|oil|coach, electric motor, power motor, engine bay, engine oil, fire engine red, search engine',
  ),
  mask(
    'flat bed, flatbed, flat deck, flat top, flat rate, flat fee, flat floor, flat black|gray|grey|white|face, flat screen|panel, flat towed|tow, flat surface, on flat|a flat, run flats, tow on flat',
  ),
  mask(
    'spare key|keys fob, key west, keyless entry, key feature|features, key point|points, key specs, key pad, keypad, key fob|fobs, key largo, key card, key code, key ring, low key, turn key, turnkey, key cylinder, ignition key cylinder, key to the|success, key on, key hole, key was|is turned, turning the key to, missing keys on keyboard, the keys to start, of the keys, piano keys',
  ),
  mask(
    'new yorker, not a problem, any questions, no questions, questions or issues, issue payment, issued, issue a refund, will be issued, any issues vehicle has, title|titles issue|issues, title problem|problems',
  ),
  mask(
    'date removed, removed from service, removed prior, be removed, must be removed, removed within, removed on, removed by, items removed, will be removed, decals removed, decals have been removed, decals and? _? removed, equipment removed, equipment has been removed, cannot be removed, been removed from service, vehicle must be removed, removed before|until|after|from the|working, once removed, if removed',
  ),
  mask(
    'good luck, good faith, good standing, good buy, good project, great buy|deal|opportunity, great project|work|first|for, good for, work on|performed|truck|trucks|day|days|order|can|vehicle|van|site|done, no work, working order|hours|days|history|title, working condition of, some work, hard work, work use, bad weather, bad credit, new title|owner|plates|registration|vehicle|bidders, new york|jersey|mexico|hampshire|orleans|haven|england|castle|washington|tires|tags, on duty|board|site|line|or|time|this|all|a|the|our|it|any|my|your|photo|page|video|monday, off road|site|the|of|lot|duty|property|our, cover with broken',
  ),
  mask(
    'need to be towed|hauled|picked|moved|paid|transported, needs to be towed|hauled|picked|moved|paid, need truck|trailer|a winch|to transport|winch|to tow|to bring, no appointment needed, no need, need not, if needed, as needed, needed for, need to schedule|contact|call|provide, title needed, identification required, required for|to|from|by|at, is required, are required, appointment required, repairs may be required, requires an? appointment|title, requires a title|waiver, you need|will need a winch|to, will need a|to tow|be, will need to be towed|hauled, needs nothing, will be required, packing or shipping needed',
  ),
  mask('missing nothing, nothing missing, not missing anything, missing photos|pictures, missing out'),
  mask('dead end, dead line, deadline, dead bolt, dead weight|blow'),
  mask(
    'minor repairs, tears in eyes, wear and tear, interior wear, normal wear, normal wear and tear, expected wear, tire wear, normal commercial use, tread wear, average wear, wheel well|wells liner, tear down, wears well, wear item|items, tread: average wear, even wear',
  ),
  mask(
    'front wheel, rear wheel, front|rear|side camera|sensor|sensors|axle|axles|entry|air|ac|heat|heater|receiver|hitch|wheels|defrost|wheel|spring|springs|disc|drive|view|tires|differential, side by side, steps, side step|steps|airbags|airbag, gear box, on side|sides, 6 speed, door|doors locked|open|opens, doors locked unable, four door, 2 door, 4 door, two door, sliding door, roll up door, door|doors lock|locks, body style|type|color, utility body, service body, body type|manufacturer, manufacturer of the dump body, water leaks into, body builder, roof rack|mount|mounted|top, sun roof, moon roof, paint code, fresh paint, white paint, paint color, bed is|size|8|in, exterior color, color, interior color, exterior white|black|green, interior grey|gray|tan|black, floor mat|mats, rubber flooring, vinyl floor|flooring, dash cam|board light, dashboard light, dash light|lights',
  ),
  mask(
    'spare tire, full size spare tire, tire tread, tire size|condition|conditon, tire pressure|pressures|monitor|rack|carrier|chains|kit, spare tire available',
  ),
  mask(
    'over _? model years and _ miles, every _ miles, odometer statement|disclosure|reading|reads|shows|disclaimer, mileage and other, in miles, low miles, high miles, highway miles, miles per, per miles, free mileage, miles away|from|north|south|east|west, original miles, gas mileage, mileage based|and age, age and mileage, due to mileage, and mileage, year and mileage',
  ),
];
