import type { ProfileField } from '../../ui/profile/profile-words.ts';

/** Settings of this page; figures of one's own have a page of theirs. */
export type SettingsField = Extract<
  ProfileField,
  | 'targetMarginCents'
  | 'exit'
  | 'holdingCentsPerDay'
  | 'resaleCertificate'
  | 'resaleCertificateExpiresOn'
  | 'resaleCertificates'
  | 'homeZip'
  | 'enclosedTransport'
  | 'flyAndDrive'
  | 'paymentMethod'
  | 'salvagePolicy'
  | 'rustBeltPolicy'
  | 'odometerUnknownPolicy'
  | 'policePolicy'
>;

/** What each setting does, in one sentence. */
export const settingMeanings: Readonly<Record<SettingsField, string>> = {
  targetMarginCents: 'What a car must leave you: the max bid is the most that still leaves this much.',
  exit: 'Where you sell it, which decides the value that counts, the days it is held and the cost of selling.',
  holdingCentsPerDay: 'What one car costs you each day on the lot, floorplan interest aside.',
  resaleCertificate: 'With one you pay no sales tax at the auction; without it the tax is counted.',
  resaleCertificateExpiresOn:
    'The last day on which it counts; after it the tax is counted again. Empty: it does not run out.',
  resaleCertificates: 'A state’s own certificate decides there, whatever the one above says.',
  flyAndDrive:
    'Counts flying out and driving home for cars that run and drive, where that is cheaper than a carrier.',
  paymentMethod: 'Some auctions charge more for a card than for money that is sure.',
  homeZip: 'Where cars are hauled to; while it is empty transport is not counted.',
  enclosedTransport: 'Counts a closed trailer, which costs more than an open one.',
  salvagePolicy: 'Titles that say salvage, rebuilt, flood, lemon or bill of sale.',
  rustBeltPolicy: 'Cars that stand in a state that salts its roads.',
  odometerUnknownPolicy: 'Cars whose miles are unknown, not actual or exempt.',
  policePolicy: 'Cars that were in police service.',
};
