/**
 * Chassis whose gross vehicle weight rating is over 14,000 lb (class 4 and up, 49 CFR 565.15 table II), told by name.
 * `van_chassis` ones (E-450) carry ambulances as well as buses. Class 3 (F-350, 3500, E-350) and lighter are not here.
 */
export type HeavyChassis = 'truck' | 'van_chassis' | 'motor_home';

const heavyFord = /^(?:f[4-9]\d0|f[6-9]00[a-z]?|f[89]000|lt?[89]\d{3}|lts?\d{4}|ln\d{3,4}|lcf)(?:sd)?$/;
const heavyGeneralMotors =
  /^(?:c[4-8][05]00|c[4-8][a-z]\d{3}|w[3-6]500|t[678]500|kodiak|topkick|[456]500(?:hd)?)$/;
const heavyRam = /^[45]500$/;
/** International's medium and heavy trucks by number (4300, 7400) or name. */
const heavyInternational =
  /^(?:[1-9]\d{3}[a-z]?|prostar|lonestar|durastar|workstar|transtar|paystar|mv607|hv\d{3}|lt\d{3}|terrastar)$/;
const heavyIsuzu = /^(?:npr|nqr|nrr|ftr|frr|fvr|fsr)(?:hd|xd)?$/;
const heavyVans = /^(?:e[45]50(?:sd)?|g4500)$/;
const vanMakers = new Set(['Ford', 'Chevrolet', 'GMC']);
const motorHomeChassis = /^f53$/;

/** What kind of heavy chassis `word` names when it follows `make`; undefined for class 3 and lighter, and for anything else. */
export function findHeavyChassis(make: string, word: string): HeavyChassis | undefined {
  if (make === 'Ford') {
    if (motorHomeChassis.test(word)) return 'motor_home';
    if (word === 'f59') return 'truck';
  }
  if (heavyVans.test(word) && vanMakers.has(make)) return 'van_chassis';
  const heavy =
    (make === 'Ford' && heavyFord.test(word)) ||
    ((make === 'Chevrolet' || make === 'GMC') && heavyGeneralMotors.test(word)) ||
    ((make === 'Ram' || make === 'Dodge') && heavyRam.test(word)) ||
    (make === 'International' && heavyInternational.test(word)) ||
    (make === 'Isuzu' && heavyIsuzu.test(word)) ||
    (make === 'Mitsubishi' && (word === 'fuso' || /^f[ekm]\d{2,3}$/.test(word))) ||
    (make === 'Volvo' && /^v(?:nl|nr|nm|hd|ah)\d{0,3}$/.test(word));
  return heavy ? 'truck' : undefined;
}

/** Names that need no make: `F-550`, `C5500`, `E-450`. */
export function findHeavyChassisAlone(word: string): HeavyChassis | undefined {
  if (/^f(?:450|550|600|650|750|800)(?:sd)?$/.test(word) || /^c[4-8]500$/.test(word)) return 'truck';
  return heavyVans.test(word) ? 'van_chassis' : undefined;
}
