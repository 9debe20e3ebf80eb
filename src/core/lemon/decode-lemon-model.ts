import { err, ok, type Result } from '../kernel/result.ts';
import { lemonFormat, lemonFormatVersion } from './encode-lemon-model.ts';
import { lemonChecksum } from './lemon-checksum.ts';
import { type LemonForest, type LemonScale, mostBin, mostNodes, packForest } from './lemon-forest.ts';
import type { LemonModel, LemonTraining } from './lemon-model.ts';
import { type LemonInputDefinition, lemonInputs } from './lemon-subject.ts';

/** Why a file is not a model that this program can use. */
export interface LemonModelProblem {
  readonly code: 'not_json' | 'other_format' | 'other_version' | 'damaged' | 'malformed' | 'other_inputs';
  readonly reason: string;
}

class Malformed extends Error {}

/** Reads what `encodeLemonModel` wrote. Nothing that comes out can make scoring loop, throw or answer NaN. */
export function decodeLemonModel(
  text: string,
  definitions: readonly LemonInputDefinition[] = lemonInputs,
): Result<LemonModel, LemonModelProblem> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return err({ code: 'not_json', reason: 'the lemon model is not JSON' });
  }
  if (!isRecord(parsed) || parsed.format !== lemonFormat)
    return err({ code: 'other_format', reason: 'the file is not a lemon model' });
  if (parsed.formatVersion !== lemonFormatVersion)
    return err({
      code: 'other_version',
      reason: `the lemon model has format version ${String(parsed.formatVersion).slice(0, 20)}, this program reads ${lemonFormatVersion}`,
    });
  if (parsed.checksum !== lemonChecksum(JSON.stringify(parsed.body) ?? ''))
    return err({ code: 'damaged', reason: 'the lemon model does not match its checksum' });
  try {
    const model = readModel(parsed.body);
    const expected = definitions.map(({ name }) => name).join();
    const found = model.scales.map(({ name }) => name).join();
    return found === expected
      ? ok(model)
      : err({
          code: 'other_inputs',
          reason: `the lemon model takes ${found}, this program gives ${expected}`,
        });
  } catch (error) {
    if (error instanceof Malformed) return err({ code: 'malformed', reason: error.message });
    throw error;
  }
}

function readModel(body: unknown): LemonModel {
  const from = readRecord(body, 'body');
  const baseRate = readNumber(from.baseRate, 'baseRate');
  if (!(baseRate > 0 && baseRate < 1)) throw new Malformed('baseRate lies outside 0…1');
  const scales = readArray(from.scales, 'scales').map(readScale);
  const ranges = readArray(from.ranges, 'ranges').map((range) => {
    const { least, greatest } = readRecord(range, 'range');
    return { least: readNumber(least, 'least'), greatest: readNumber(greatest, 'greatest') };
  });
  if (ranges.length !== scales.length) throw new Malformed('ranges and scales differ in number');
  const forest = readForest(from.forest, scales.length);
  return {
    baseRate,
    intercept: readNumber(from.intercept, 'intercept'),
    scales,
    ranges,
    forest,
    packed: packForest(forest),
    training: readTraining(from.training),
  };
}

function readScale(scale: unknown): LemonScale {
  const { name, cuts, groups } = readRecord(scale, 'scale');
  const numbers = readNumbers(cuts, 'cuts');
  const names = readArray(groups, 'groups').map((group) => readText(group, 'group'));
  if (numbers.some((cut, i) => i > 0 && cut <= (numbers[i - 1] ?? cut)))
    throw new Malformed('cuts do not ascend');
  if (numbers.length > 254 || names.length > 255) throw new Malformed('a scale has too many bins');
  return { name: readText(name, 'name'), cuts: numbers, groups: names };
}

function readForest(forest: unknown, inputs: number): LemonForest {
  const from = readRecord(forest, 'forest');
  const read = {
    roots: readNumbers(from.roots, 'roots'),
    input: readNumbers(from.input, 'input'),
    lastLeftBin: readNumbers(from.lastLeftBin, 'lastLeftBin'),
    unknownLeft: readNumbers(from.unknownLeft, 'unknownLeft'),
    firstChild: readNumbers(from.firstChild, 'firstChild'),
    logOdds: readNumbers(from.logOdds, 'logOdds'),
  };
  const nodes = read.input.length;
  for (const [name, list] of Object.entries(read))
    if (name !== 'roots' && list.length !== nodes) throw new Malformed(`${name} has not one entry a node`);
  if (nodes > mostNodes) throw new Malformed('the forest has too many nodes');
  if (read.roots.some((root) => !isIndex(root, nodes))) throw new Malformed('a root is no node');
  read.input.forEach((input, node) => {
    if (input === -1) return;
    const child = read.firstChild[node] ?? -1;
    if (!isIndex(input, inputs)) throw new Malformed(`node ${node} asks for an input that is not there`);
    if (!isIndex(read.lastLeftBin[node] ?? -1, mostBin)) throw new Malformed(`node ${node} splits at no bin`);
    // Children lie further along, so that walking down a tree always ends.
    if (!isIndex(child + 1, nodes) || child <= node) throw new Malformed(`node ${node} has no children`);
  });
  if (read.logOdds.reduce((sum, value) => sum + Math.abs(value), 0) > 1e6)
    throw new Malformed('leaves are out of all proportion');
  return read;
}

function readTraining(training: unknown): LemonTraining {
  const from = readRecord(training, 'training');
  const count = (name: keyof LemonTraining): number => readNumber(from[name], name);
  return {
    source: readText(from.source, 'source'),
    trainedRows: count('trainedRows'),
    heldOutRows: count('heldOutRows'),
    trees: count('trees'),
    depth: count('depth'),
    learningRate: count('learningRate'),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isIndex = (value: number, length: number): boolean =>
  Number.isInteger(value) && value >= 0 && value < length;

function readRecord(value: unknown, name: string): Record<string, unknown> {
  if (!isRecord(value)) throw new Malformed(`${name} is not an object`);
  return value;
}
function readArray(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Malformed(`${name} is not a list`);
  return value;
}
function readNumber(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Malformed(`${name} is not a number`);
  return value;
}
function readText(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Malformed(`${name} is not text`);
  return value;
}
const readNumbers = (value: unknown, name: string): number[] =>
  readArray(value, name).map((entry) => readNumber(entry, name));
