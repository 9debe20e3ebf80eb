import type { ListingFacts } from '../listing.ts';
import type { LotKind, LotKindVerdict } from '../lot-kind.ts';
import type { Evidence } from './evidence.ts';
import { findPartsWording } from './parts-wording.ts';
import { weighCategory } from './weigh-category.ts';
import { weighDescription } from './weigh-description.ts';
import { weighFields } from './weigh-fields.ts';
import { weighTitle } from './weigh-title.ts';
import { splitWords } from './words.ts';

/** Read of the title and of the description at most; the rest cannot change the answer, only the time. */
const LONGEST_TITLE = 300;
const LONGEST_DESCRIPTION = 2_000;

/** A description says at once what the lot is; only the words that sell it as parts are sought in the rest. */
const LONGEST_OPENING = 500;

/** Characters read on each side of the word `parts`, and how many such words are looked at. */
const PARTS_WINDOW = 60;
const MAX_PARTS_SEEN = 12;

/** All that `weighDescription` can give to one kind, without and with a vehicle's name of its own. */
const MOST_OF_DESCRIPTION = 5.5;
const MOST_OF_DESCRIPTION_THAT_NAMES_ONE = 8;

/** Where nothing speaks for a vehicle, a lot is none. */
const PRIOR_NOT_A_VEHICLE = 1;
const MAX_REASONS = 6;
const MAX_CONFIDENCE = 0.99;
/** How fast confidence grows with the lead in weight; chosen so that stated confidence is not above measured accuracy. */
const CONFIDENCE_SLOPE = 0.8;

const kinds: readonly LotKind[] = [
  'road_vehicle',
  'commercial_truck',
  'equipment',
  'not_a_vehicle',
  'parts_only',
];

type Weights = Record<LotKind, number>;

function addUp(evidence: readonly Evidence[]): Weights {
  const weights: Weights = {
    road_vehicle: 0,
    commercial_truck: 0,
    equipment: 0,
    not_a_vehicle: PRIOR_NOT_A_VEHICLE,
    parts_only: 0,
  };
  for (const { kind, weight, also } of evidence) {
    weights[kind] += weight;
    if (also !== undefined) weights[also.kind] += also.weight;
  }
  return weights;
}

/** Share of `winner` when each kind counts as e^(slope × weight), 0…0.99. */
function toConfidence(weights: Weights, winner: LotKind): number {
  let total = 0;
  for (const kind of kinds) total += Math.exp(CONFIDENCE_SLOPE * (weights[kind] - weights[winner]));
  return Math.min(MAX_CONFIDENCE, Math.round(100 / total) / 100);
}

const weightFor = (evidence: Evidence, kind: LotKind): number =>
  evidence.kind === kind ? evidence.weight : evidence.also?.kind === kind ? evidence.also.weight : 0;

function writeReasons(evidence: readonly Evidence[], kind: LotKind): string[] {
  return evidence
    .map((one) => ({ reason: one.reason, weight: weightFor(one, kind) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_REASONS)
    .map(({ reason }) => reason);
}

/** The words around each `part` or `parts`; a description that never says it is not split at all. */
function findPartsInDescription(description: string): string | undefined {
  let from = 0;
  for (let seen = 0; seen < MAX_PARTS_SEEN; seen += 1) {
    const found = description.slice(from, LONGEST_DESCRIPTION).search(/\bparts?\b/i);
    if (found < 0) return undefined;
    const at = from + found;
    const around = description.slice(
      Math.max(0, at - PARTS_WINDOW),
      Math.min(LONGEST_DESCRIPTION, at + PARTS_WINDOW),
    );
    const wording = findPartsWording(splitWords(around, 2 * PARTS_WINDOW), 'description');
    if (wording !== undefined) return wording;
    from = at + 'part'.length;
  }
  return undefined;
}

const findWinner = (weights: Weights): LotKind =>
  kinds.reduce((best, kind) => (weights[kind] > weights[best] ? kind : best));

/** True when no description could change the kind any more (its evidence adds up to less than the lead). */
function isDecided(evidence: readonly Evidence[], namesVehicle: boolean): boolean {
  const weights = addUp(evidence);
  const winner = findWinner(weights);
  const lead = namesVehicle ? MOST_OF_DESCRIPTION : MOST_OF_DESCRIPTION_THAT_NAMES_ONE;
  return kinds.every((kind) => kind === winner || weights[winner] - weights[kind] >= lead);
}

/**
 * What the lot is: a road vehicle, a heavy truck, equipment, parts, or no vehicle at all.
 * Reads title, category, make, model, year, body, VIN and description; any of them may be missing or wrong.
 * Never throws; confidence is 0…0.99, reasons are strongest first. The rules are in README.md.
 */
export function classifyLot(facts: ListingFacts): LotKindVerdict {
  const titleWords = splitWords(facts.title, LONGEST_TITLE);
  const description = facts.description ?? '';
  const title = weighTitle(titleWords);
  const namesVehicle = title.name !== undefined;
  const evidence: Evidence[] = [...title.evidence, ...weighFields(facts, namesVehicle)];
  const category = weighCategory(facts.category, title.name?.model);
  if (category !== undefined) evidence.push(category);
  if (description !== '' && !isDecided(evidence, namesVehicle)) {
    evidence.push(...weighDescription(splitWords(description, LONGEST_OPENING), namesVehicle));
  }

  const weights = addUp(evidence);
  const winner = findWinner(weights);
  const confidence = toConfidence(weights, winner);
  const reasons = writeReasons(evidence, winner);
  if (winner === 'not_a_vehicle') {
    if (reasons.length === 0) reasons.push('nothing in its text names a vehicle');
    return { kind: winner, confidence, reasons };
  }
  if (winner === 'parts_only') return { kind: winner, confidence, reasons };

  const inTitle = findPartsWording(titleWords, 'title');
  const wording = inTitle ?? findPartsInDescription(description);
  if (wording === undefined) return { kind: winner, confidence, reasons };
  const where = inTitle === undefined ? 'description' : 'title';
  return {
    kind: 'parts_only',
    confidence: Math.min(confidence, inTitle === undefined ? 0.85 : 0.95),
    reasons: [`${where} says "${wording}"`, ...reasons].slice(0, MAX_REASONS),
  };
}
