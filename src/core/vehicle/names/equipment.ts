import { type Equipment, findEquipment, splitEquipmentWords } from './equipment-phrases.ts';
import { remember } from './remember.ts';

type Within = 'field' | 'title';

const cachedTexts = 5000;
const readField = remember(cachedTexts, (text: string) => findEquipment(splitEquipmentWords(text), 'field'));
const readRunning = remember(cachedTexts, (text: string) =>
  findEquipment(splitEquipmentWords(text), 'title'),
);

/** Drive, fuel, transmission and body that the words name. Within a `title` fewer words count than in a `field`. */
export const readEquipment = (text: string, within: Within): Equipment =>
  within === 'field' ? readField(text) : readRunning(text);

/** `4x4`, `All wheel drive`, `xDrive35i`, `4MATIC` → drive; undefined where the words do not say. */
export const readDrive = (text: string, within: Within = 'field'): Equipment['drive'] =>
  readEquipment(text, within).drive;

/** `FLEXIBLE FUEL`, `gas`, `Hybrid Engine`, `Electric` → fuel; undefined where the words do not say. */
export const readFuel = (text: string, within: Within = 'field'): Equipment['fuel'] =>
  readEquipment(text, within).fuel;

/** `8-Speed Automatic`, `CVT`, `5MT` → automatic or manual; undefined where the words do not say. */
export const readTransmission = (text: string, within: Within = 'field'): Equipment['transmission'] =>
  readEquipment(text, within).transmission;

/** `SuperCrew`, `crew cab`, `CREW PIC` → `Crew Cab`; undefined where the words do not say. */
export const readBody = (text: string, within: Within): string | undefined =>
  readEquipment(text, within).body;

export interface EngineWords {
  /** 2–16 */
  readonly cylinders?: number;
  /** 0.6–16 */
  readonly liters?: number;
}

const decimal = /^\d{1,2}\.\d$/;
const decimalLiters = /^(\d{1,2}\.\d)(?:l|liter|litre|ltr|t)$/;
const cylinderBadge = /^(?:[vwihl]|flat)(2|3|4|5|6|8|10|12|16)$/;
const cylinderCount = /^(?:2|3|4|5|6|8|10|12|16)$/;
const literWords: ReadonlySet<string> = new Set(['l', 'liter', 'litre', 'liters', 'litres', 'ltr']);
const cylinderWords: ReadonlySet<string> = new Set(['cyl', 'cylinder', 'cylinders']);

/** `3.5L V6 24V`, `5.7 liter`, `I4` → cylinders and litres. A bare `6.5` is a bed's length as often as an engine's. */
export function readEngine(text: string): EngineWords {
  const words = splitEquipmentWords(text);
  let liters: number | undefined;
  let cylinders: number | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const next = words[at + 1] ?? '';
    const first = word.charCodeAt(0);
    const isNumber = first >= 48 && first <= 57;
    if (isNumber && liters === undefined) {
      const glued = decimalLiters.exec(word)?.[1];
      if (glued !== undefined) liters = Number(glued);
      else if (decimal.test(word) && (literWords.has(next) || cylinderBadge.test(next)))
        liters = Number(word);
    }
    if (cylinders !== undefined) continue;
    if (!isNumber) {
      const badge = word.length <= 6 ? cylinderBadge.exec(word)?.[1] : undefined;
      if (badge !== undefined) cylinders = Number(badge);
    } else if (cylinderCount.test(word) && cylinderWords.has(next)) cylinders = Number(word);
  }
  return {
    ...(cylinders === undefined ? {} : { cylinders }),
    ...(liters === undefined || liters < 0.6 || liters > 16 ? {} : { liters }),
  };
}
