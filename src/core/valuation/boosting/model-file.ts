import { err, ok, type Result } from '../../kernel/result.ts';
import type { Ensemble } from './boost.ts';
import { coefficientUnit, type EffectModel, hashEffects } from './effect-model.ts';
import { effectTerms, type Track, tracks } from './effect-terms.ts';
import { hashCounts } from './evidence-counts.ts';
import type { FactFills } from './fill-facts.ts';
import { hashText } from './hash-key.ts';
import { fromEntries, type ModelNames } from './model-names.ts';
import type { TrainedTrack } from './train-track.ts';
import type { Calibration, ModelDetails, TrainedModel } from './trained-model.ts';
import { joinTrees, splitTrees } from './tree-arrays.ts';
import { treeFeatures } from './tree-features.ts';

/** Why a model file cannot be used. The codes are stable. */
export interface ModelFileProblem {
  readonly code:
    | 'not_a_model'
    | 'other_version'
    | 'other_features'
    | 'truncated'
    | 'bad_checksum'
    | 'bad_content';
  readonly reason: string;
}

const magic = 'DSVM';
const formatVersion = 2;
/** magic, format version, feature fingerprint, header bytes, body bytes, checksum of everything after it. */
const preambleBytes = 24;

/** Changes whenever terms or tree features do: a model fitted to others would answer nonsense. */
const featureFingerprint = hashText(
  [...effectTerms.map((term) => term.name), '|', ...treeFeatures.map((feature) => feature.name)].join(','),
);

interface Header {
  readonly details: ModelDetails;
  readonly names: ModelNames;
  readonly fills: FactFills;
  readonly calibration: Readonly<Record<Track, Calibration>>;
  readonly intercepts: Readonly<Record<Track, number>>;
  /** Element counts of the arrays in the body, in order. */
  readonly lengths: readonly number[];
}

type Column = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Float32Array;

/** The model as bytes: a fixed preamble, a JSON header, then plain little-endian arrays, each aligned to 4 bytes. */
export function encodeModel(model: TrainedModel): Uint8Array {
  const columns: Column[] = [];
  const evidence = packed(model.evidence.keys, model.evidence.counts);
  columns.push(evidence.keys, Uint32Array.from(evidence.values));
  for (const track of tracks) {
    const { effects, low, middle, high } = model.tracks[track];
    const { keys, values } = packed(effects.keys, effects.coefficients);
    columns.push(
      keys,
      Int16Array.from(values, (value) => Math.round(value / coefficientUnit)),
    );
    for (const ensemble of [low, middle, high]) columns.push(...joinTrees(ensemble));
  }
  const header: Header = {
    details: model.details,
    names: model.names,
    fills: model.fills,
    calibration: model.calibration,
    intercepts: {
      blind: model.tracks.blind.effects.intercept,
      graded: model.tracks.graded.effects.intercept,
      book: model.tracks.book.effects.intercept,
    },
    lengths: columns.map((column) => column.length),
  };
  const headerText = toAscii(JSON.stringify(header));
  const headerBytes = align(headerText.length);
  const bodyBytes = columns.reduce((sum, column) => sum + align(column.byteLength), 0);
  const bytes = new Uint8Array(preambleBytes + headerBytes + bodyBytes);
  bytes.fill(32, preambleBytes, preambleBytes + headerBytes);
  writeText(bytes, preambleBytes, headerText);
  let at = preambleBytes + headerBytes;
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += align(column.byteLength);
  }
  writeText(bytes, 0, magic);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of [formatVersion, featureFingerprint, headerBytes, bodyBytes].entries())
    view.setUint32(4 + index * 4, value, true);
  view.setUint32(20, checksum(bytes, preambleBytes), true);
  return bytes;
}

/** Reads what {@link encodeModel} wrote. Anything else, cut short or altered, is a problem, never an exception. */
export function decodeModel(input: Uint8Array): Result<TrainedModel, ModelFileProblem> {
  // a subclass may slice without copying, as Node's Buffer does
  const bytes = new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (bytes.length < preambleBytes || readText(bytes, 0, 4) !== magic)
    return problem('not_a_model', 'the file does not begin as a valuation model does');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [version, fingerprint, headerBytes, bodyBytes] = [4, 8, 12, 16].map((at) =>
    view.getUint32(at, true),
  ) as [number, number, number, number];
  if (version !== formatVersion)
    return problem('other_version', `format version ${version}; this program reads ${formatVersion}`);
  if (fingerprint !== featureFingerprint)
    return problem('other_features', 'trained for other features than this program computes: train it again');
  if (bytes.length !== preambleBytes + headerBytes + bodyBytes)
    return problem(
      'truncated',
      `${bytes.length} bytes; the header promises ${preambleBytes + headerBytes + bodyBytes}`,
    );
  if (view.getUint32(20, true) !== checksum(bytes, preambleBytes))
    return problem('bad_checksum', 'the content is not what was written');
  try {
    const header = JSON.parse(readText(bytes, preambleBytes, headerBytes)) as Header;
    return ok(readBody(bytes, preambleBytes + headerBytes, header));
  } catch (error) {
    return problem('bad_content', error instanceof Error ? error.message : 'unreadable');
  }
}

const problem = (code: ModelFileProblem['code'], reason: string): Result<never, ModelFileProblem> =>
  err({ code, reason });

function readBody(bytes: Uint8Array, start: number, header: Header): TrainedModel {
  let at = start;
  let index = 0;
  const take = (elementBytes: number): { buffer: ArrayBuffer; length: number } => {
    const length = header.lengths[index++];
    if (length === undefined || !Number.isInteger(length) || length < 0)
      throw new RangeError('array lengths');
    const byteLength = length * elementBytes;
    if (at + byteLength > bytes.length) throw new RangeError('array beyond the end');
    const buffer = bytes.slice(at, at + byteLength).buffer;
    at += align(byteLength);
    return { buffer, length };
  };
  const uint32 = () => new Uint32Array(take(4).buffer);
  const evidence = hashCounts(uint32(), uint32());
  const readTrees = (): Ensemble =>
    splitTrees({
      sizes: new Uint16Array(take(2).buffer),
      feature: new Int8Array(take(1).buffer),
      threshold: new Float32Array(take(4).buffer),
      unknownLeft: new Uint8Array(take(1).buffer),
      right: new Uint16Array(take(2).buffer),
      value: new Float32Array(take(4).buffer),
    });
  const readTrack = (track: Track): TrainedTrack => {
    const keys = uint32();
    const units = new Int16Array(take(2).buffer);
    if (units.length !== keys.length) throw new RangeError('keys and coefficients differ in number');
    const coefficients = new Float32Array(units.length);
    for (let i = 0; i < units.length; i++) coefficients[i] = (units[i] as number) * coefficientUnit;
    const effects: EffectModel = hashEffects(track, header.intercepts[track], keys, coefficients);
    return { track, effects, low: readTrees(), middle: readTrees(), high: readTrees() };
  };
  return {
    details: header.details,
    names: {
      byMake: fromEntries(Object.entries(header.names.byMake)),
      byVin: fromEntries(Object.entries(header.names.byVin)),
      byTrim: fromEntries(Object.entries(header.names.byTrim)),
    },
    fills: {
      byPattern: fromEntries(Object.entries(header.fills.byPattern)),
      byModel: fromEntries(Object.entries(header.fills.byModel)),
      bodies: fromEntries(Object.entries(header.fills.bodies)),
    },
    evidence,
    tracks: { blind: readTrack('blind'), graded: readTrack('graded'), book: readTrack('book') },
    calibration: header.calibration,
  };
}

/** The occupied slots of a lookup table, by ascending key so that equal models are equal files. */
function packed(
  table: Uint32Array,
  tableValues: Float32Array | Uint32Array,
): { keys: Uint32Array; values: number[] } {
  const slots = Array.from(table.keys())
    .filter((slot) => table[slot] !== 0)
    .sort((a, b) => (table[a] as number) - (table[b] as number));
  return {
    keys: Uint32Array.from(slots, (slot) => table[slot] as number),
    values: slots.map((slot) => tableValues[slot] as number),
  };
}

const align = (length: number): number => (length + 3) & ~3;

/** JSON may spell any character as an escape, so the header needs no text encoding. */
const toAscii = (json: string): string =>
  json.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

function writeText(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}

function readText(bytes: Uint8Array, at: number, length: number): string {
  const chunks: string[] = [];
  for (let start = at; start < at + length; start += 8192)
    chunks.push(String.fromCharCode(...bytes.subarray(start, Math.min(at + length, start + 8192))));
  return chunks.join('');
}

/** FNV-1a over the bytes from `start` on. */
function checksum(bytes: Uint8Array, start: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < bytes.length; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash >>> 0;
}
