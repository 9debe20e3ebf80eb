import { claim, type Entry, fixedClaim, mask } from './mark.ts';

/** What it was used for. The seller being a police department says nothing about the car. */
export const historyWords: readonly Entry[] = [
  claim(
    'police',
    'police package|pkg|interceptor|pursuit|vehicle|vehicles|car|cars|cruiser|cruisers|suv|truck|unit|use|patrol|edition|utility|4wd|rwd|awd|2wd|sedan|tahoe|charger|explorer|responder|model|spec|duty|operations|ppv|equipment|issue|fleet|service, former|ex|retired|previous police|patrol|trooper|detective|sheriff|sheriffs, former|retired highway patrol, trooper|detective car|vehicle|unit, 9c1, used by _? _? police, used by _? _? sheriff|sheriffs, in police service, as a police, daily police operations, patrol car|vehicle|unit|cruiser, sheriff|sheriffs fleet|patrol|vehicle|car|cruiser|unit, used in _? _? sheriff|sheriffs|police, law enforcement vehicle|use|service|equipment|package|duty, from the removal of law equipment, k9|k-9 vehicle|unit|operations|car|suv, k 9 vehicle|unit|operations|car|suv, piu, ppv, p71, police piu, highway patrol vehicle|car|unit|cruiser, surplusing department _? police, state trooper vehicle|car, vehicle|car|unit|truck for|of the? police|sheriffs department|dept|office, sheriffs office|department|dept vehicle|car|unit|truck|fleet|suv, pursuit vehicle|rated, squad car',
  ),
  mask(
    'sold by _? _? police, police auction|auctions|impound|impounded|impounds|department|dept|report|reports|seizure|evidence|foundation|station|officer|chief|hold|tow|towed|line|scanner, city police department, from police|sheriff auction, law enforcement agency|agencies|only, contact _? _? police, non police, police light|lights|siren|radio, not police',
  ),
  claim(
    'police',
    'used by _? _? police department|dept, former police department vehicle|car|truck, police department vehicle|car|truck|cruiser|unit, police dept vehicle|car|truck|cruiser|unit',
  ),
  mask('used by law enforcement agency or, was police impound|impounded'),
  claim(
    'taxi',
    'taxi, taxicab, former taxi|cab, yellow cab, taxi cab|service|use|fleet, used as a? taxi|cab|rideshare, livery vehicle|service|use|plates, uber, rideshare',
  ),
  mask('uber driver|drivers|ride, taxi yellow|service available|stand'),
  claim(
    'rental',
    'former|ex|previous|prior rental, rental car|vehicle|fleet|unit|return|history|use|truck|van, used as a? rental, daily rental, from rental fleet, hertz|avis|enterprise rental, uhaul truck, ex u haul',
  ),
  mask('rental car return|available|options|service|company|insurance'),
  claim(
    'fleet',
    'fleet vehicle|vehicles|truck|trucks|car|cars|unit|van|maintained|lease|owned|use|used|history|return, fleet maintenance program, state|city|county|municipal|government|company|agency|federal|retired fleet, fleet department|dept|system, in fleet|service fleet, part of _? _? _? fleet, from the|our|their|its|a _ fleet, out of fleet, former fleet, used in _ fleet, used in _ _ fleet, used in _ _ _ fleet, comprehensive fleet maintenance program, retired _ fleet vehicle, from our fleet, our fleet, fleet surplus, retired from fleet, state fleet system, _ state fleet system, removed|retired|rotated|cycled|pulled|withdrawn|surplused|released|decommissioned|taken|sold out? from|of the|our|their|its|city|county|state|company? fleet, from the|their|its|city|county|state|company fleet, in our|the|their|its|a fleet, in the _ fleet, of|to our|the|their|its fleet, ex|retired|surplus|previous|prior|old fleet, fleet reduction|rotation|replacement|downsizing|surplus|serviced|kept|retirement, fleet turn in, a fleet',
  ),
  fixedClaim('fleet', 'not|never|non fleet, never in a? fleet', 'absent'),
  mask(
    'city|county|state|company|government|municipal|federal fleet division|services|management|manager|garage|office|contact|facility|supervisor, a fleet manager|mechanic|of, fleet services|maintenance|manager|management|office|contact|supervisor|division|number, fleet maintenance office|contact|department|dept|shop, mercury fleet, used in fleet side',
  ),
  claim('school_bus', 'school bus|buses, schoolbus'),
  mask('school bus stop|route|company|garage|driver|drivers|lot|barn|yard|yellow, bus garage'),
  claim(
    'fire_service',
    'fire truck|trucks|engine|apparatus|pumper|rescue|tanker|tender|chief|chiefs|service|apparatus, pumper truck, ladder truck, fire department vehicle|truck|use|unit|trailer|command|suv|pickup|engine, fire department|dept utility|command|staff|support|chief truck|vehicle|suv|unit, fire dept vehicle|truck|use|unit|command, used by _? _? fire department|dept|district, former fire department|dept|district, brush truck, rescue truck, aerial ladder truck, volunteer fire',
  ),
  mask(
    'contact _? fire department|dept, sold by _? _? fire, fire extinguisher|extinguishers|hydrant|hydrants|station|stations|department|dept|alarm|place|pit|wood|arms|marshal|code|rated|suppression|retardant|red|resistant|hose|hoses|lane|stick|wall|wire|fly|district|academy|road|drill, volunteer fire department|dept|company',
  ),
  claim('ambulance', 'ambulance, ambulances, ambulance vehicle|truck|van|unit'),
  mask('ambulance prep|package|company|service|district|garage|siren, ambulance prep package'),
];
