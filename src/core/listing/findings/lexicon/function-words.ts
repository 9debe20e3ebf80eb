import { claim, type Entry, fixedClaim, mask } from './mark.ts';

/** Whether it runs, drives, starts. */
export const functionWords: readonly Entry[] = [
  [{ kind: 'verb', code: 'runs' }, 'run, running'],
  [{ kind: 'verb', code: 'starts' }, 'start, crank, starting'],
  [{ kind: 'verb', code: 'drives' }, 'drive, move'],
  [{ kind: 'does', code: 'runs' }, 'runs, ran, does it run'],
  [
    { kind: 'does', code: 'drives' },
    'drives, does it drive, drivable, driveable, drove, drivability: good, moves under own power, lot drives',
  ],
  [
    { kind: 'does', code: 'starts' },
    'starts, does it start, started with, starts right|easily|immediately up?, fires right? up, fired right? up, cranks right up',
  ],
  claim(
    'runs',
    'is running, was running, in running condition|order, good|great|excellent|fair running condition|order, vehicle|truck|car|unit|van|bus is? operable, ran when tested|checked|inspected|dropped|received|listed|delivered, currently running, still running, is|are|fully|currently operational, running good|great|well|strong|fine|smooth, good runner, is a runner, vehicle is a good runner, able to run, will run, does run',
  ),
  [
    { kind: 'claim', code: 'runs', polarity: 'present', also: [['engine_problem', 'absent']] },
    'runs good|great|well|strong|fine|smooth|perfect|excellent',
  ],
  [
    { kind: 'claim', code: 'runs', polarity: 'present', fixed: true, also: [['engine_problem', 'present']] },
    'does|do|did not run right|well|good|great|properly|smooth|smoothly|correctly, doesnt|dont run right|well|good|great|properly|smooth|smoothly|correctly, not running right|well|good|properly|correctly, runs rough|poorly|badly|bad, barely runs, runs only in limp, runs in limp',
  ],
  [
    { kind: 'claim', code: 'runs', polarity: 'present', also: [['drives', 'present']] },
    'run and drive|drives, run drive',
  ],
  [
    { kind: 'claim', code: 'starts', polarity: 'present', also: [['drives', 'present']] },
    'started and moved',
  ],
  claim('drives', 'moved around|across the? lot|yard, moved under|on its own power'),
  claim(
    'drives',
    'and drive good|great|well|fine, able to drive, can be driven, was driven to|in|onto|into, driven to the auction, does drive',
  ),
  claim(
    'starts',
    'able to start, it started, started right? up, started and ran, started and drove, will start, does start, start and run|runs|drive, starting fine|good|well, no problem|problems|trouble|issue|issues starting',
  ),
  fixedClaim(
    'runs',
    'non running, nonrunning, non op, nonop, non runner, nonrunner, non run, non runners, no run, not running, vehicle|truck|car|unit|van|bus|suv is? inop|inoperable|inoperative, considered inoperable|inop, inop|inoperable|inoperative vehicle|truck|car|unit, vehicle|truck|car|unit|van|bus is? not operable, is not operable and|or, non operational, nonoperational, not operational, not in? working order|condition, not in running order|condition, not working vehicle, did not arrive under its own power, not a runner, no longer runs|running|run, will not run, runs no, vehicle is|was not operating',
    'absent',
  ),
  [
    { kind: 'claim', code: 'runs', polarity: 'absent', fixed: true, also: [['engine_problem', 'present']] },
    'will|would|does|do not stay running, wont stay running, wont keep running, will|would|does not keep running',
  ],
  [
    {
      kind: 'claim',
      code: 'drives',
      polarity: 'absent',
      fixed: true,
      also: [['transmission_problem', 'present']],
    },
    'does|will not go in|into gear|drive, wont go in|into gear|drive, does|will not shift into gear, wont shift into gear',
  ],
  fixedClaim(
    'runs',
    'ran when, was running good|great|well|fine? when|before|until, running when parked, did run when, last time it? ran, last ran, last run|running|started, was running before|prior, ran before|prior|until',
    'unknown',
  ),
  fixedClaim(
    'drives',
    'not drivable|driveable, non drivable|driveable, undrivable, undriveable, not movable, wont move, will|does|do not move, not move, unsafe to drive, not safe to drive, cannot be driven, can not be driven, not be driven, not roadworthy, not road worthy, immobile, no longer drives',
    'absent',
  ),
  fixedClaim(
    'starts',
    'no start, no starts, no crank, crank no start, crank but no start, cranks no start, cranks but no start, no crank no start, cranks but will|does|do not start, cranks but wont|doesnt start, does|do|will|did|would|could not turn over, wont|doesnt|didnt|cant turn over, not crank, will|would|does not crank over, will|would not start or? crank over?, not crank over, attempted to start but no result|results, key wont turn, unable to start, could not get it? to? start, could not be started, cannot be started, failed to start, fails to start, wont fire, will|does|did|would not fire, will|does|did not fire up, wont fire up, refuses to start',
    'absent',
  ),
  fixedClaim(
    'starts',
    'no attempt was|is|has been? made to start, not attempted|tried to start, not been started, has not been started, did not try to start',
    'unknown',
  ),
  fixedClaim('runs', 'running status|condition unknown, not known if it? runs', 'unknown'),
  // A jump that brings it to life also says that the battery is spent.
  claim(
    'battery_dead',
    'with a? boost|jump|jumpstart, with a jump start|box|pack, needs a? jump|boost, needs to be jumped, had to be jumped|boosted, had to be jump started, must be jumped|boosted, must be jump started, need|needs to be jump started, will need to be jumped, jumped to start, requires a? jump|boost, only with a? jump, jump to start',
  ),
  mask(
    'running board|boards, running light|lights, all running light|lights, running gear, running condition|conditions, run flat|flats, run list, run to failure, run time, run hours, long run, test run, dry run, run the, run on|by, bus|truck|route run, running costs, running changes, up and running, running shoes, milk run',
  ),
  mask(
    'jump start|starting, jump started, remote start|starter|starting, push button? start|starting, auto start, start stop, stop start, start button|date|time|price|bid, cold start, starting bid|price|at, auction starts, bidding starts|start, auction start, starts at|on|from, start to finish, quick start, start up fee, starting to|on, starting fluid, start shipping, start of|your|with|the bidding, cold cranking, crank windows|window, hand crank',
  ),
  mask(
    'drive train, test drive|drives|driven|driving, hard drive|drives, disk drive|drives, wheel drive, drive shaft|axle|line|unit|side|way|type|system|mode|belt|through|thru|up|in|time|rite|a, front|rear|all|four|two wheel drive, left|right hand drive, usb drive, rear drive, drive over|by|and, direct drive, belt drive, chain drive, hydrostatic drive, four drive, move in|out|to|the|your, drive to|from, drives to, move vehicle|vehicles|truck|it|item, moves to, driven daily, daily driven, easy to move, move forward with',
  ),
  mask(
    'may be started but not driven, cannot be driven off|from|away, can not be driven off|from|away, not be driven off|from|away, must not be driven, not to be driven, started but not driven, be able to drive, able to drive it? off|away, drive it? off|away, drive home',
  ),
  mask(
    'operational odometer|hour|hours, fully operational emergency, overall operational|operation, operational condition|conditions|hours',
  ),
];
