import { gap, type Tokens } from './tokenize-text.ts';

/** Equipment that moves a price, with the words that name it. */
const equipmentWords: readonly (readonly [string, readonly string[]])[] = [
  ['utility body', ['utility body', 'service body', 'utility box', 'utility bed', 'service bed']],
  ['flatbed', ['flatbed', 'flat bed']],
  ['dump body', ['dump body', 'dump bed']],
  ['lift gate', ['lift gate', 'liftgate', 'tommy gate']],
  ['crane', ['crane']],
  ['winch', ['winch mounted', 'front winch', 'with winch']],
  ['snow plow', ['plow', 'snow plow', 'plow blade']],
  ['salt spreader', ['salt spreader', 'spreader']],
  [
    'tow package',
    ['towing package', 'tow package', 'tow hitch', 'receiver hitch', 'trailer hitch', 'rear receiver'],
  ],
  ['ladder rack', ['ladder rack', 'ladder racks']],
  ['tonneau cover', ['tonneau cover', 'tonneau']],
  ['camper shell', ['camper shell', 'topper', 'bed cap']],
  ['tool box', ['tool box', 'toolbox']],
  ['wheelchair lift', ['wheelchair lift', 'wheel chair lift']],
  [
    'backup camera',
    ['backup camera', 'back up camera', 'rear camera', 'rearview camera', 'rear view camera'],
  ],
  ['leather', ['leather seats', 'leather interior', 'leather seating', 'leather']],
  ['sunroof', ['sunroof', 'sun roof', 'moonroof', 'moon roof', 'panoramic roof']],
  ['navigation', ['navigation', 'gps navigation']],
  ['third row', ['third row', '3rd row']],
  ['cruise control', ['cruise control']],
  ['power windows', ['power windows']],
  ['heated seats', ['heated seats']],
  ['bluetooth', ['bluetooth', 'blue tooth']],
  ['remote start', ['remote start', 'remote starter']],
  ['spotlight', ['spotlight']],
  ['emergency lights', ['emergency lights', 'light bar', 'lightbar']],
  ['prisoner cage', ['prisoner cage', 'k9 cage', 'k 9 cage', 'partition', 'k9 kennel']],
];
const denying = new Set(['no', 'not', 'without', 'missing', 'w/o', 'inop', 'never', 'removed']);

const firstWords = new Map<string, { name: string; words: readonly string[] }[]>();
for (const [name, phrases] of equipmentWords) {
  for (const phrase of phrases) {
    const words = phrase.split(' ');
    const head = words[0] ?? '';
    const known = firstWords.get(head);
    if (known === undefined) firstWords.set(head, [{ name, words }]);
    else known.push({ name, words });
  }
}

/** Names of equipment that the text says is there, in the order of mention. "No plow included" does not count. */
export function findEquipment(tokens: Tokens): string[] {
  const found = new Set<string>();
  const { words, gaps } = tokens;
  for (let at = 0; at < words.length; at++) {
    const options = firstWords.get(words[at] ?? '');
    if (options === undefined) continue;
    for (const option of options) {
      let fits = true;
      for (let step = 1; step < option.words.length; step++) {
        if (words[at + step] !== option.words[step] || (gaps[at + step] ?? gap.sentence) >= gap.comma)
          fits = false;
      }
      if (!fits || isDenied(tokens, at) || isLacking(tokens, at + option.words.length)) continue;
      found.add(option.name);
      break;
    }
  }
  return [...found];
}

function isDenied(tokens: Tokens, at: number): boolean {
  for (let back = at - 1; back >= 0 && back >= at - 3; back--) {
    if ((tokens.gaps[back + 1] ?? gap.sentence) >= gap.comma) return false;
    if (denying.has(tokens.words[back] ?? '')) return true;
  }
  return false;
}

const lacking = new Set([
  'inop',
  'inoperable',
  'inoperative',
  'missing',
  'removed',
  'broken',
  'excluded',
  'no',
]);
const passedOver = new Set(['is', 'are', 'was', 'has', 'been', 'does']);

/** "Plow not included", "lift gate inop", "lift gate: no": what follows takes it back. */
function isLacking({ words, gaps }: Tokens, after: number): boolean {
  let at = after;
  while (passedOver.has(words[at] ?? '') && at < after + 2) at++;
  const before = gaps[at] ?? gap.sentence;
  if (before >= gap.comma && before !== gap.colon) return false;
  const word = words[at] ?? '';
  if (word === 'no') return before === gap.colon;
  return lacking.has(word) || word === 'not' || word === 'doesnt';
}
