import { claim, type Entry, fixedClaim, mask } from './mark.ts';

const ordinals = 'first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th';
const bearing = [
  'frame',
  'subframe',
  'sub frame',
  'frame rail|rails',
  'cross member|members',
  'crossmember|crossmembers',
  'unibody',
  'chassis',
];
/** The same phrases for every part that bears the car; `@` is the part. */
const ofBearing = (phrases: string): string =>
  bearing.map((part) => phrases.replaceAll('@', part)).join(', ');

/** What sellers say of engine, transmission, frame and battery without naming the part beside the trouble. */
export const machineWords: readonly Entry[] = [
  claim(
    'engine_problem',
    'excessive|heavy|bad|has blow by, blow by at|when, head|heads is|are cracked|warped|off|bad|bent, derates, derate mode, engine derated, needs a? tune up|tuneup, steam from the? exhaust, lost all|its coolant, cooling system leak|leaks|problem|problems|issue|issues|failure, pushes|pushing|spits|spitting coolant, cold start knock|noise|tick, piston slap',
  ),
  fixedClaim(
    'engine_problem',
    'does|do not smoke|knock|overheat|stall|misfire, does|do not smoke|knock|overheat|stall or|nor smoke|knock|overheat|stall|leak, doesnt smoke|knock|overheat|stall|misfire, engine|motor is quiet',
    'absent',
  ),
  claim(
    'check_engine',
    'throwing|throws a? code|codes, code p0301|p0302|p0303|p0304|p0305|p0306|p0307|p0308',
  ),
  claim(
    'transmission_problem',
    `drops|drop|kicks|kick|pops|falls out of gear|overdrive|${ordinals}, will|does|would not upshift|downshift, wont|doesnt upshift|downshift, skips|skipping gear|gears|${ordinals}, no overdrive, transmission|trans|tranny overheats|overheating|overheated, slips under|when|at|on load|acceleration|hot|speed|cold|takeoff, hard to get in|into gear`,
  ),
  claim('transmission_problem', 'goes through all? the? gears', 'absent'),
  claim('frame_damage', 'sway|diamond|twist|bow|kink in the? frame, frame is? pushed|dented'),
  [
    { kind: 'claim', code: 'frame_damage', polarity: 'present', also: [['rust', 'present']] },
    'rusted|rotted off the? frame, frame section|sections is|are? rusted|rotted out|through',
  ],
  [
    { kind: 'claim', code: 'battery_dead', polarity: 'present', also: [['starts', 'present']] },
    'started|starts using|with a? portable jump|jumper|booster|boost box|pack|starter',
  ],
  claim(
    'battery_dead',
    'jumped off, using|assistance of a? portable? jump|jumper|booster|boost box|pack|cables|starter',
  ),
  mask('fan clutch, clutch fan'),
  claim(
    'engine_problem',
    'lifter tick|noise|knock|tap, lifters tick|ticking|tapping, loss of compression, lost compression, burns|uses|consumes|burning|using|consuming a? lot|lots|quart|quarts|gallon|bit|little of oil, burns|uses|consumes about? _ quart|quarts of oil, burns|uses|consumes some|excessive|much oil, burns|uses|consumes too much oil, excessive oil consumption|use',
  ),
  claim(
    'engine_problem',
    'milky oil, oil is? milky, oil in the coolant, coolant|water|antifreeze mixing|mixed with|and oil, oil and coolant mixing|mixed, overheated, burn|consume|leak oil, drinks|eats|guzzles oil, engine oil leak|leaks|leaking|burning, does|do not have compression, knocking|tapping|ticking|rattling sound|noise|noises from|in the? bottom|lower|top|upper? end, rod|rods|piston|pistons is|are? knocking, metal shavings|flakes in? the? oil, metal in the? oil, water|coolant|antifreeze|fuel in the? oil, oil in the? radiator|antifreeze, antifreeze leak|leaks, leaks|leaking|loses|losing|uses|burns coolant|antifreeze|water, blown radiator|hose',
  ),
  claim(
    'engine_problem',
    'block is|has? cracked, cracked head|heads|manifold, crack in the? block|head, dropped a? valve|valves|cylinder, bent|burnt|burned|stuck valve|valves, dead cylinder|cylinders, cylinder is? dead, timing chain|belt is|has? jumped|snapped|skipped|stretched|slipped, running|runs on only? 3|5|7|three|five|seven cylinders',
  ),
  claim(
    'engine_problem',
    'has|have|with a slight|bad|dead|small|constant|random|engine? miss, misses at|under|on idle|acceleration|load, sputters, sputtering, backfires, backfiring, bogs|bogging down, surges at|when idle, hesitates on|when|under acceleration|accelerating|load',
  ),
  claim(
    'engine_problem',
    'lacks|losing|loses|lacking power, compression test? is|was? low|bad|poor|down, lack of power, loss of power, down on power, reduced|low engine power|performance, reduced power mode, low power going|under|when|uphill|mode, no power going|uphill|under|when|on acceleration|hills',
  ),
  claim(
    'engine_problem',
    'and smokes, smokes on|at|upon|when|during|while|under start|startup|started|starting|running|cold|idle|acceleration|accelerating|load, smokes a lot, smokes excessively|heavily|bad, then|and|but dies|quits|stalls, then|and|but cuts out, then shuts off|down, dies at|in|on idle|stop|stops|stoplights',
  ),
  claim(
    'engine_problem',
    'vehicle|truck|car|van|unit|bus|suv|it overheats, gets too? hot when|while driven|driving|idling|running, overheating issue|issues|problem|problems',
  ),
  [
    { kind: 'claim', code: 'runs', polarity: 'present', also: [['engine_problem', 'present']] },
    'runs|ran hot',
  ],
  [
    { kind: 'claim', code: 'engine_problem', polarity: 'present', also: [['missing_parts', 'present']] },
    'engine|motor is|was|has? been? taken|pulled? out of the? truck|vehicle|car|van|bus|unit, engine|motor was|has been? pulled',
  ],
  claim('engine_problem', 'idles smooth|smoothly|well|good|fine|great', 'absent'),
  fixedClaim(
    'engine_problem',
    'what is? wrong with the? engine|motor, something wrong with the? engine|motor',
  ),
  fixedClaim(
    'engine_problem',
    'no smoke|smoking, no knock|knocks|knocking, nothing wrong with the? engine|motor',
    'absent',
  ),
  fixedClaim(
    'engine_problem',
    'suspect|suspected the? engine|motor, believed|thought to be the? engine|motor, think it is the engine|motor, could|may|might be the engine|motor',
    'unknown',
  ),
  claim(
    'engine_problem',
    'parked|retired|deadlined|sidelined|down|replaced due to|for engine|motor, parked|retired|deadlined|sidelined|down|replaced because of engine|motor, reason for sale|disposal|surplus|selling engine|motor',
  ),
  claim(
    'check_engine',
    'engine light comes|came|stays|goes on|off|and?, engine light flashing|flashes|blinking|illuminated',
  ),
  mask(
    'loss of power steering|brakes|windows|locks, lack of power steering|brakes|windows|locks, lacks power steering|windows|locks|seats, tool and dies, tap|taps and dies, exhaust leak|leaks, exhaust has a leak, exhaust is leaking, windshield? wiper|wipers motor|motors, blower|window|hydraulic|seat|lift|fan|winch|tilt|mirror|heater|starter|sunroof|gate|trolling|actuator|servo motor|motors',
  ),

  claim(
    'frame_damage',
    `${ofBearing('@ is|are|has|was|looks? badly|slightly? bent|cracked|broken|twisted|buckled|kinked|bowed|swayed|compromised|separated|snapped|tweaked|damaged|split|collapsed, bent|cracked|broken|twisted|buckled|kinked|bowed|damaged|tweaked @, crack|cracks|hole|holes in|on|through the? @')}, frame horn|horns is|are? bent|damaged|cracked, bent frame horn|horns, structurally unsound|compromised|damaged, bend|bent|bending|twist|cracked|broke the frame, bends in the? frame, frame is|was not straight|true, frame failed inspection`,
  ),
  [
    { kind: 'claim', code: 'frame_damage', polarity: 'present', also: [['rust', 'present']] },
    `${ofBearing('@ is|are|has|was? badly|severely|completely? rusted|rotted|rotten|rusting|rotting through|thru|out|away|apart, @ is|are|has|was? badly|severely|completely? rotted|rotten, rotted|rotten @, @ has|have? rust|rot hole|holes, rust|rot hole|holes in|on|through|thru the? @, @ rust|rot through|thru, @ rusted|rotted thru, eaten through the? @, @ has|have? rot')}`,
  ],
  claim(
    'frame_damage',
    'frame|unibody is|are|looks|appears|seems? straight|true, straight frame|unibody, structurally sound|solid|straight',
    'absent',
  ),
  fixedClaim('frame_damage', 'structural|frame damage none|no known|visible|noted|seen', 'absent'),
  fixedClaim('frame_damage', 'structural|frame damage unknown', 'unknown'),
  mask(
    'frame of the|a back|rear|front|side? window|door|seat, space|body on|full|h|c|aluminum|steel|wood|wooden|pipe|tube frame, frame and? body? style|type',
  ),

  claim(
    'transmission_problem',
    `shift|shifter|shifting cable|linkage is? broken|disconnected|gone|bad, broken|bad shift|shifter|shifting cable|linkage|lever, parked|retired|deadlined|sidelined|down|replaced due to|for transmission, parked|retired|deadlined|sidelined|down|replaced because of transmission, reason for sale|disposal|surplus|selling transmission, transmission|trans|tranny out, ${ordinals}|reverse|low gear only, does|do|did not have reverse|overdrive, does|do|did not have _ gear, doesnt have reverse|overdrive, has|have|with no reverse|overdrive, has|have|with no ${ordinals} gear, no ${ordinals} gear, missing|lost|loses ${ordinals} gear, lost|loses reverse|overdrive|gears, lost|loses all forward? gears, lost the? transmission|trans|tranny, reverse|overdrive|${ordinals} is|are? out|gone|inop, reverse|overdrive does|do|did|will not work|engage, reverse|overdrive doesnt|wont work|engage`,
  ),
  claim(
    'transmission_problem',
    `only has|have ${ordinals}|reverse|low|forward, only moves|drives|goes|runs|works in ${ordinals}|reverse|low|neutral, moves|drives|goes|runs in ${ordinals}|reverse|low gear? only, moves|drives|goes only in ${ordinals}|reverse|low, stuck in ${ordinals}|low|park|gear|neutral|reverse|drive|limp`,
  ),
  claim(
    'transmission_problem',
    'hard|rough|harsh|late|delayed|erratic|slow|poor shifting|shifts|shift, shifts|shifting hard|rough|roughly|harsh|harshly|late|erratically|erratic|poorly|bad|badly|slow|slowly|funny, shift|shifting issue|issues|problem|problems|trouble, trouble|problem|problems|difficulty|issue|issues shifting, trouble|problem|difficulty going|getting into gear, hesitates|hesitating|slow|reluctant|hesitant to shift, flares between|on',
  ),
  claim(
    'transmission_problem',
    `slow|late|delayed|hard|hesitates|reluctant to? engage|engagement|engaging, engages late|hard|slowly, slow to go in|into gear, bangs|slams|clunks|jerks in|into|going|when gear|reverse|drive|shifting|into|${ordinals}, grinds|grinding going|shifting|when in|into|shifting|shifted, grinds|grinding in|into|between|from gear|gears|reverse|${ordinals}, does|will|would|did not come out of park|gear, wont|doesnt come out of park|gear, only reverse|forward, gears are? stripped, stripped gear|gears, does|will|would not go in|into reverse, wont|doesnt go in|into reverse, grinds gears, gears grind|grinding|slip|slipping`,
  ),
  claim(
    'transmission_problem',
    'does|do|did|will|would not shift, doesnt|dont|didnt|wouldnt shift, not shifting, clutch is|has? been? burned|burnt|gone|going out|up, clutch is? burned|burnt|gone|going, clutch pedal goes|went to the? floor, burned|burnt clutch, burned|burnt transmission fluid, burned|burnt up|out transmission|clutch',
  ),
  [
    {
      kind: 'claim',
      code: 'transmission_problem',
      polarity: 'present',
      also: [['missing_parts', 'present']],
    },
    'transmission|trans|tranny is|was|has? been? taken|pulled? out of the? truck|vehicle|car|van|bus|unit',
  ],
  fixedClaim(
    'transmission_problem',
    'suspect|suspected|possible|possibly the? transmission|trans|tranny, believed|thought to be the? transmission|trans|tranny, think it is the transmission|trans|tranny, could|may|might be the transmission|trans|tranny',
    'unknown',
  ),
  fixedClaim(
    'transmission_problem',
    'what is? wrong with the? transmission|trans|tranny, something wrong with the? transmission|trans|tranny',
  ),
  fixedClaim('transmission_problem', 'nothing wrong with the? transmission|trans|tranny', 'absent'),
  mask(
    'reverse camera|light|lights|alarm|sensor|sensors, only forward facing|collision, transmission line|lines|tower|towers|oil cooler, transmission cooler, power transmission, transmission fluid and',
  ),

  claim(
    'battery_dead',
    'battery|batteries died, low battery, battery|batteries is|are|was|were low|flat, had|have|has|needed to jump|boost it|the|this|them|battery|start, had|have to jumpstart|boost, need|needs|needed|require|requires|required|needing a? jump|boost|jumpstart start|started|box|pack|off?, needs jumped|boosted|jumpstarted, has to be jumped|boosted, battery|batteries has|have no charge, use|used a? jump|booster|jumper pack|box|cables, jump|boost start|started? needed|required|necessary, was|were|been jump started, was|were|been jumped|boosted, jump started at|by|for|and|to|after, after a? jump|boost start?',
  ),
  [
    { kind: 'claim', code: 'battery_dead', polarity: 'present', also: [['starts', 'present']] },
    'starts|started|start|starting with a? jumper|booster|jump|boost pack|box|cables|starter, started after a? jump|boost',
  ],
  [
    { kind: 'claim', code: 'battery_dead', polarity: 'present', also: [['runs', 'present']] },
    'runs|ran|running with a? jumper|booster|jump|boost pack|box|cables|starter',
  ],
  [
    { kind: 'claim', code: 'starts', polarity: 'absent', fixed: true, also: [['battery_dead', 'present']] },
    'will|would|does|did not start without a? jump|boost, wont|doesnt|didnt start without a? jump|boost',
  ],
  [
    { kind: 'claim', code: 'battery_dead', polarity: 'present', also: [['missing_parts', 'present']] },
    'battery|batteries none',
  ],
  fixedClaim(
    'battery_dead',
    'without a? jump|boost|jumpstart, battery|batteries is|are fully? charged, battery|batteries fully charged, battery is? only? _ months old, battery is? less than _ months|years? old, battery _ months old, battery is? one|1 year old',
    'absent',
  ),
  mask(
    'key? fob|fobs|remote battery|batteries is|are? low|dead|weak|bad|missing?, key? fob|fobs|remote needs|need a? new? battery|batteries',
  ),
];
