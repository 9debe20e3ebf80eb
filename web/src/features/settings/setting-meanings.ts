import type { ProfileField } from '../../ui/profile/profile-words.ts';

/** What each setting does, in one sentence. */
export const settingMeanings: Readonly<Record<ProfileField, string>> = {
  targetMarginCents: 'What a car must leave you: the max bid is the most that still leaves this much.',
  exit: 'Where you sell it, which decides the value that counts, the days it is held and the cost of selling.',
  holdingCentsPerDay: 'What one car costs you each day on the lot, floorplan interest aside.',
  resaleCertificate: 'With one you pay no sales tax at the auction; without it the tax is counted.',
  homeZip: 'Where cars are hauled to; while it is empty transport is not counted.',
  enclosedTransport: 'Counts a closed trailer, which costs more than an open one.',
  salvagePolicy: 'Titles that say salvage, rebuilt, flood, lemon or bill of sale.',
  rustBeltPolicy: 'Cars that stand in a state that salts its roads.',
  odometerUnknownPolicy: 'Cars whose miles are unknown, not actual or exempt.',
  policePolicy: 'Cars that were in police service.',
};
