import type { FindingCode, Polarity } from '../finding.ts';
import type { State, Subject } from './lexicon/mark.ts';

type Saying = readonly [FindingCode, Polarity];
type Row = Partial<Readonly<Record<State, readonly Saying[]>>>;

const has = (code: FindingCode): readonly Saying[] => [[code, 'present']];
const lacks = (code: FindingCode): readonly Saying[] => [[code, 'absent']];
const open = (code: FindingCode): readonly Saying[] => [[code, 'unknown']];
const gone: readonly Saying[] = [['missing_parts', 'present']];

const machine = (code: FindingCode): Row => ({
  defect: has(code),
  failed: has(code),
  need: has(code),
  leak: has(code),
  dead: has(code),
  damage: has(code),
  cracked: has(code),
  worn: has(code),
  missing: [[code, 'present'], ...gone],
  removed: [[code, 'present'], ...gone],
  good: lacks(code),
  fresh: lacks(code),
  unknown: open(code),
});

const panel: Row = {
  damage: has('body_damage'),
  scratch: has('body_damage'),
  cracked: has('body_damage'),
  tear: has('body_damage'),
  missing: gone,
  removed: gone,
  good: lacks('body_damage'),
};

/** What each state says of each part; where there is nothing, the words do not belong together. */
export const stateMeanings: Readonly<Record<Subject, Row>> = {
  engine: machine('engine_problem'),
  fuel_pump: {
    defect: has('engine_problem'),
    failed: has('engine_problem'),
    need: has('engine_problem'),
    leak: has('engine_problem'),
    dead: has('engine_problem'),
    fresh: lacks('engine_problem'),
  },
  transmission: machine('transmission_problem'),
  electrical: machine('electrical_problem'),
  brakes: machine('brake_problem'),
  frame: {
    defect: has('frame_damage'),
    damage: has('frame_damage'),
    cracked: has('frame_damage'),
    failed: has('frame_damage'),
    need: has('frame_damage'),
    good: lacks('frame_damage'),
    unknown: open('frame_damage'),
  },
  body: panel,
  place: { damage: has('body_damage'), scratch: has('body_damage') },
  component: { missing: gone, removed: gone },
  part: { ...panel, need: gone },
  glass: {
    damage: has('glass_damage'),
    cracked: has('glass_damage'),
    scratch: has('glass_damage'),
    need: has('glass_damage'),
    failed: has('glass_damage'),
    missing: [['glass_damage', 'present'], ...gone],
    good: lacks('glass_damage'),
    fresh: lacks('glass_damage'),
  },
  interior: {
    damage: has('interior_damage'),
    scratch: has('interior_damage'),
    cracked: has('interior_damage'),
    tear: has('interior_damage'),
    worn: has('interior_damage'),
    need: has('interior_damage'),
    defect: has('interior_damage'),
    missing: gone,
    removed: gone,
    good: lacks('interior_damage'),
  },
  battery: {
    defect: has('battery_dead'),
    failed: has('battery_dead'),
    need: has('battery_dead'),
    dead: has('battery_dead'),
    missing: [['battery_dead', 'present'], ...gone],
    removed: [['battery_dead', 'present'], ...gone],
    good: lacks('battery_dead'),
    fresh: lacks('battery_dead'),
    unknown: open('battery_dead'),
  },
  tires: { flat: has('flat_tires'), failed: has('flat_tires') },
  catalytic: {
    missing: has('catalytic_converter_missing'),
    removed: has('catalytic_converter_missing'),
    good: lacks('catalytic_converter_missing'),
    fresh: lacks('catalytic_converter_missing'),
  },
  airbag: {
    deployed: has('airbag_deployed'),
    failed: has('airbag_deployed'),
    good: lacks('airbag_deployed'),
  },
  odometer: {
    defect: has('odometer_not_actual'),
    damage: has('odometer_not_actual'),
    failed: has('odometer_not_actual'),
    need: has('odometer_not_actual'),
    unknown: open('odometer_not_actual'),
  },
  mileage: { unknown: open('odometer_not_actual'), good: lacks('odometer_not_actual') },
  rust: { defect: has('rust'), damage: has('rust') },
  emissions: {
    defect: has('emissions_problem'),
    failed: has('emissions_problem'),
    need: has('emissions_problem'),
  },
  key: {},
};

/** What a state says when no part claims it: a bare "dents" is on the body, a bare "rips" in the interior. */
export const bareStateMeanings: Partial<Readonly<Record<State, FindingCode>>> = {
  scratch: 'body_damage',
  tear: 'interior_damage',
};

/** Parts whose plain lack ("no tailgate") is itself a finding. */
export const lackedParts: Partial<Readonly<Record<Subject, readonly FindingCode[]>>> = {
  engine: ['engine_problem', 'missing_parts'],
  transmission: ['transmission_problem', 'missing_parts'],
  battery: ['battery_dead', 'missing_parts'],
  part: ['missing_parts'],
  interior: ['missing_parts'],
  catalytic: ['catalytic_converter_missing'],
  brakes: ['brake_problem'],
};
