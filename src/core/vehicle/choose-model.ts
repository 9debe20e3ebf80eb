import type { Origin } from './draft.ts';
import type { ModelMatch } from './names/models.ts';
import type { Stated } from './read-stated.ts';
import type { TitleReading } from './read-title.ts';
import { isSameMake } from './same-make.ts';
import type { DecodedVin, VinReading } from './vehicle.ts';

export interface ChosenModel {
  readonly name: string;
  readonly make?: string;
  readonly origin: Origin;
  /** VIN and listing name different models. */
  readonly differs: boolean;
}

interface Claim {
  readonly name: string;
  readonly make: string;
  readonly origin: Origin;
  readonly assumed: boolean;
}

/** A stated model that says more than the VIN's ("Expedition MAX" for "Expedition"), or stands where vPIC's was inferred. */
function prefersStated(match: ModelMatch, decoded: DecodedVin): boolean {
  if (decoded.model === undefined || decoded.modelInferred === true) return true;
  return !match.assumed && match.model !== decoded.model && match.model.includes(decoded.model);
}

/** The model that the listing names: its field, unless that is open ("Silverado") and the title says more. */
function claimOf(make: string, { match }: Stated, title: TitleReading): Claim | undefined {
  const ofTitle: Claim | undefined =
    title.model !== undefined && title.make !== undefined && isSameMake(make, title.make)
      ? { name: title.model, make: title.make, origin: 'title', assumed: title.assumed }
      : undefined;
  if (match === undefined || !isSameMake(make, match.make)) return ofTitle;
  if (match.assumed && ofTitle?.assumed === false) return ofTitle;
  return { name: match.model, make: match.make, origin: 'stated', assumed: match.assumed };
}

/**
 * The model, once the make is settled. A VIN with a right check digit wins, unless the stated name is finer;
 * so does any VIN that agrees on year and make over a name that leaves the model open.
 */
export function chooseModel(
  make: string | undefined,
  stated: Stated,
  title: TitleReading,
  vin: VinReading | undefined,
  agrees: boolean,
): ChosenModel | undefined {
  if (make === undefined) return undefined;
  const claim = claimOf(make, stated, title);
  const decoded = vin?.decoded;
  if (decoded?.model !== undefined && decoded.make !== undefined && isSameMake(make, decoded.make)) {
    const differs = claim !== undefined && claim.name !== decoded.model;
    const isFiner =
      differs &&
      claim.origin === 'stated' &&
      stated.match !== undefined &&
      prefersStated(stated.match, decoded);
    const vinWins = claim === undefined || vin?.valid === true || (agrees && claim.assumed);
    if (vinWins && !isFiner) {
      const isOpen = claim?.assumed === true;
      return { name: decoded.model, make: decoded.make, origin: 'vin', differs: differs && !isOpen };
    }
    if (claim !== undefined) return { ...claim, differs: differs && !isFiner };
  }
  if (claim !== undefined) return { ...claim, differs: false };
  const { writtenModel } = stated;
  if (writtenModel === undefined || (stated.make !== undefined && !isSameMake(make, stated.make)))
    return undefined;
  return { name: writtenModel, origin: 'stated', differs: false };
}
