import type { Evidence } from './evidence.ts';
import { type CategoryMeaning, categoryLetters, categoryPhrases } from './terms/categories.ts';
import { splitWords } from './words.ts';

const LONGEST_CATEGORY = 120;
const class3Chassis = /^(?:f350|f350sd|3500|3500hd|e350|e350sd|g3500|silverado 3500|sierra 3500|ram 3500)$/;

/**
 * A class 3 chassis carries dump and bucket bodies as well as beds: there the category of a body tips the scale.
 */
const BODY_ON_CLASS_3 = 1.5;

/** What the source's category says; a category with no known word says, weakly, that the lot is no vehicle. */
export function weighCategory(category: string | undefined, model?: string): Evidence | undefined {
  if (category === undefined) return undefined;
  const { words } = splitWords(category, LONGEST_CATEGORY);
  if (words.length === 0) return undefined;
  const reason = `category is ${category.slice(0, LONGEST_CATEGORY).trim()}`;
  const letter = words.length === 1 ? categoryLetters.get(words[0] ?? '') : undefined;
  if (letter !== undefined) return { ...letter, reason };
  let best: CategoryMeaning | undefined;
  let bestLength = 0;
  for (let at = 0; at < words.length; at += 1) {
    const match = categoryPhrases.findAt(words, at);
    if (match === undefined) continue;
    if (
      best === undefined ||
      match.length > bestLength ||
      (match.length === bestLength && match.meaning.weight > best.weight)
    ) {
      best = match.meaning;
      bestLength = match.length;
    }
    at += match.length - 1;
  }
  return best === undefined
    ? { kind: 'not_a_vehicle', weight: 1, reason: `${reason}, which names no vehicle` }
    : {
        ...best,
        weight:
          best.weight +
          (best.kind === 'commercial_truck' && class3Chassis.test(model ?? '') ? BODY_ON_CLASS_3 : 0),
        reason,
      };
}
