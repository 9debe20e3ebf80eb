/** Loaded into a program by `node --import`: see `kill-at.ts`. */
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import pg from 'pg';
import type { Point } from './kill-at.ts';

const points = (JSON.parse(process.env.FAULT_POINTS ?? '[]') as Point[]).map((point) => ({
  when: 'before',
  nth: 1,
  signal: 'SIGKILL' as const,
  ...point,
  pattern: new RegExp(point.pattern, 'i'),
  seen: 0,
}));
type LivePoint = (typeof points)[number];

const reach = (point: LivePoint) => {
  point.seen += 1;
  if (point.seen === point.nth) process.kill(process.pid, point.signal);
};

function matching(at: Point['at'], text: string) {
  const met = points.filter((point) => point.at === at && point.pattern.test(text));
  const reachAll = (when: string) => {
    for (const point of met) if (point.when === when) reach(point);
  };
  return { isMet: met.length > 0, before: () => reachAll('before'), after: () => reachAll('after') };
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** `describe` says what a call is; `after` counts once it has answered: by returning, by a promise or by a callback. */
function wrap(owner: object, name: string, at: Point['at'], describe: (args: readonly unknown[]) => string) {
  const original = Reflect.get(owner, name) as AnyFunction;
  const wrapped: AnyFunction = function (...args) {
    const { isMet, before, after } = matching(at, describe(args));
    if (!isMet) return original.apply(this, args);
    before();
    const callback = args.at(-1);
    if (typeof callback === 'function')
      args[args.length - 1] = (...results: unknown[]) => {
        after();
        return Reflect.apply(callback, undefined, results);
      };
    const result = original.apply(this, args);
    if (result instanceof Promise)
      return result.then((value: unknown) => {
        after();
        return value;
      });
    if (typeof callback !== 'function') after();
    return result;
  };
  // how `promisify` treats it hangs on a symbol
  for (const symbol of Object.getOwnPropertySymbols(original))
    Reflect.set(wrapped, symbol, Reflect.get(original, symbol));
  Reflect.set(owner, name, wrapped);
}

const sqlOf = ([query]: readonly unknown[]) =>
  typeof query === 'string' ? query : String((query as { text?: unknown } | undefined)?.text ?? '');
if (points.some(({ at }) => at === 'query')) wrap(pg.Client.prototype, 'query', 'query', sqlOf);

if (points.some(({ at }) => at === 'file')) {
  const moves = new Set(['renameSync', 'rename', 'copyFileSync', 'linkSync', 'link']);
  const others = [
    ...['writeFileSync', 'writeFile', 'appendFileSync', 'openSync', 'open', 'mkdirSync', 'mkdir'],
    ...['rmSync', 'rm', 'unlinkSync', 'unlink', 'chownSync', 'chmodSync', 'createWriteStream'],
  ];
  for (const name of [...moves, ...others]) {
    const describe = (args: readonly unknown[]) => `${name} ${String(args[moves.has(name) ? 1 : 0])}`;
    wrap(fs, name, 'file', describe);
    if (name in fs.promises) wrap(fs.promises, name, 'file', describe);
  }
}

if (points.some(({ at }) => at === 'spawn'))
  for (const name of ['spawn', 'execFile', 'spawnSync', 'execFileSync'])
    wrap(childProcess, name, 'spawn', ([command, args]) =>
      [command, ...(Array.isArray(args) ? args : [])].map(String).join(' '),
    );
syncBuiltinESMExports();
