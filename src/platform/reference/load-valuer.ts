import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, toEpochMs } from '../../core/kernel/instant.ts';
import { buildRetailEvidence, buildWholesaleEvidence } from '../../core/valuation/build-evidence.ts';
import { CompsValuer } from '../../core/valuation/comps-valuer.ts';
import type { ValueModel } from '../../core/valuation/value-model.ts';
import { ColumnFileProblemError } from './column-file.ts';
import { type CompsFit, decodeCompsFit } from './comps-fit-file.ts';
import { loadDealerListings, loadPrivateListings } from './load-asking-prices.ts';
import { loadPriceIndex } from './load-price-index.ts';
import { loadSales } from './load-sales.ts';

/** Where each file lies under the data folder. */
export const referenceFiles = {
  sales: 'sales/wholesale-auction-sales-2014-2015.csv.gz',
  dealerListings: 'retail/dealer-listings-2022.csv.gz',
  privateListings: 'retail/private-listings-2018-2019.csv.gz',
  priceIndex: 'indices/used-car-cpi-CUSR0000SETA02.csv',
} as const;

/** The shipped fit, made by `scripts/fit-comps.ts`. */
export const compsFitFile = 'models/comps-fit.bin';

/** Why the shipped fit was not used; both sides give the same answers, fitting takes seconds. */
export type FitRefusal =
  | { readonly code: 'fit_missing'; readonly reason: string }
  | { readonly code: 'fit_unreadable'; readonly reason: string }
  | { readonly code: 'fit_of_other_inputs'; readonly reason: string }
  | { readonly code: 'fit_is_newer_than_asked'; readonly reason: string };

export type ReadFit =
  | { readonly ok: true; readonly fit: CompsFit }
  | { readonly ok: false; readonly refusal: FitRefusal };

/**
 * The shipped Valuer. Takes the shipped fit where that was made of these very inputs; else says why through
 * `onRefit`, reads the data folder and fits both markets anew, which takes some seconds.
 */
export function loadValuer(
  dataFolder: string,
  readAt: Instant,
  model?: ValueModel,
  onRefit?: (refusal: FitRefusal) => void,
): CompsValuer {
  const read = readCompsFit(dataFolder, readAt);
  if (!read.ok) onRefit?.(read.refusal);
  const { wholesale, retail } = read.ok ? read.fit : fitComps(dataFolder, readAt);
  return new CompsValuer({ wholesale, retail, ...(model !== undefined && { model }) });
}

/** The shipped fit, or why it cannot stand for the files in the data folder. Never throws for a bad fit file. */
export function readCompsFit(dataFolder: string, readAt: Instant): ReadFit {
  const refuse = (code: FitRefusal['code'], reason: string): ReadFit => ({
    ok: false,
    refusal: { code, reason },
  });
  let file: Buffer;
  try {
    file = readFileSync(join(dataFolder, compsFitFile));
  } catch {
    return refuse('fit_missing', `${compsFitFile} is not there or cannot be read`);
  }
  let fit: CompsFit;
  try {
    fit = decodeCompsFit(file);
  } catch (error) {
    if (!(error instanceof ColumnFileProblemError)) throw error;
    return refuse('fit_unreadable', `${compsFitFile}: ${error.message}`);
  }
  const inputs = hashInputs(dataFolder);
  for (const [name, hash] of Object.entries(inputs))
    if (fit.inputs[name] !== hash)
      return refuse('fit_of_other_inputs', `${name} is not the file that ${compsFitFile} was fitted to`);
  if ((fit.wholesale.engine.table.pricedAtMs.at(-1) ?? 0) > toEpochMs(readAt))
    return refuse('fit_is_newer_than_asked', `${compsFitFile} has sales of after ${readAt}`);
  return { ok: true, fit };
}

/** Reads sales, asking prices and the price index, and fits both markets. */
export function fitComps(dataFolder: string, readAt: Instant): CompsFit {
  const index = loadPriceIndex(join(dataFolder, referenceFiles.priceIndex));
  const sales = loadSales(join(dataFolder, referenceFiles.sales), readAt).records;
  const asking = [
    ...loadDealerListings(join(dataFolder, referenceFiles.dealerListings)).records,
    ...loadPrivateListings(join(dataFolder, referenceFiles.privateListings)).records,
  ];
  return {
    inputs: hashInputs(dataFolder),
    index,
    wholesale: buildWholesaleEvidence(sales, index),
    retail: buildRetailEvidence(asking, index),
  };
}

/** SHA-256 of each input as it lies on disk, packed: a few milliseconds. */
function hashInputs(dataFolder: string): Record<string, string> {
  const hashes: Record<string, string> = {};
  for (const name of Object.values(referenceFiles))
    hashes[name] = createHash('sha256')
      .update(readFileSync(join(dataFolder, name)))
      .digest('hex');
  return hashes;
}
