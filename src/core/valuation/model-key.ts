/**
 * One key per model line, whatever way a source writes it: `modelKey('Ford', 'F-250 Super Duty')` is `ford|f 250`.
 * Total: any two strings give a key; unknown names simply key themselves.
 */
export function modelKey(make: string, model: string): string {
  const makePart = makeKey(make);
  const tokens = tokenize(model);
  if (makePart === 'dodge' && tokens[0] === 'ram') return `ram|${foldModel(tokens.slice(1)) || '1500'}`;
  if (makePart === 'ram' && tokens[0] === 'ram') tokens.shift();
  if (makePart === 'mazda' && /^[2356]$/.test(tokens[0] ?? '')) tokens[0] = `mazda${tokens[0]}`;
  return `${makePart}|${foldModel(tokens)}`;
}

/** `VW` and `Volkswagen` are one make; punctuation and case do not count. */
export function makeKey(make: string): string {
  const key = tokenize(make).join(' ');
  return makeAliases.get(key) ?? key;
}

/** Trim level as one key: lower case, punctuation gone, at most 40 characters. Empty when there is none. */
export function trimKey(trim: string | undefined): string {
  return trim === undefined ? '' : tokenize(trim).join(' ');
}

const makeAliases = new Map([
  ['mercedes', 'mercedes benz'],
  ['mercedes b', 'mercedes benz'],
  ['mb', 'mercedes benz'],
  ['vw', 'volkswagen'],
  ['chevy', 'chevrolet'],
  ['chev', 'chevrolet'],
  ['landrover', 'land rover'],
  ['land', 'land rover'],
  ['alfa', 'alfa romeo'],
  ['ford truck', 'ford'],
  ['chev truck', 'chevrolet'],
  ['dodge tk', 'dodge'],
  ['gmc truck', 'gmc'],
  ['hyundai tk', 'hyundai'],
  ['mazda tk', 'mazda'],
  ['ford tk', 'ford'],
]);

const longestName = 60;

function tokenize(text: string): string[] {
  return text
    .slice(0, longestName)
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll('&', ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter((token) => token !== '');
}

/** Weight-class words that sources add or leave out without meaning another truck. */
const weightWords = new Set(['super', 'duty', 'sd', 'hd', 'classic', 'srw', 'drw']);

function foldModel(raw: readonly string[]): string {
  const tokens: string[] = [];
  for (const token of raw) {
    const truck = /^([fe])(\d{3})$/.exec(token) ?? /^(\d{4})(hd|sd)$/.exec(token);
    if (truck?.[1] !== undefined && truck[2] !== undefined)
      tokens.push(truck[1], ...(/^\d/.test(truck[2]) ? [truck[2]] : []));
    else tokens.push(token);
  }
  const head = tokens.slice(0, 1).concat(tokens.slice(1).filter((token) => !weightWords.has(token)));
  const name = head.join(' ');
  return modelAliases.get(name) ?? name;
}

const modelAliases = new Map([
  ['silverado', 'silverado 1500'],
  ['sierra', 'sierra 1500'],
  ['econoline', 'e series van'],
  ['econoline cargo', 'e series van'],
  ['e series', 'e series van'],
  ['e 150', 'e series van'],
  ['e 250', 'e series van'],
  ['e 350', 'e series van'],
  ['econoline wagon', 'e series wagon'],
  ['crv', 'cr v'],
  ['hrv', 'hr v'],
  ['rav 4', 'rav4'],
  ['4 runner', '4runner'],
  ['crown vic', 'crown victoria'],
  ['pt', 'pt cruiser'],
  ['wrangler unlimited', 'wrangler'],
  ['caravan', 'grand caravan'],
]);

/** The key with its last word dropped, for "grand cherokee laredo" → "grand cherokee"; undefined at the first word. */
export function shorterModelKey(key: string): string | undefined {
  const bar = key.indexOf('|');
  const space = key.lastIndexOf(' ');
  return space > bar ? key.slice(0, space) : undefined;
}
