import type { Finding, FindingCode, Polarity } from '../listing/finding.ts';
import type { TitleBrand } from '../listing/listing.ts';
import type { CostSubject } from './cost.ts';

/** Whether some words of the lot say this of it. */
export const isStated = (
  findings: readonly Finding[],
  code: FindingCode,
  polarity: Polarity = 'present',
): boolean => findings.some((finding) => finding.code === code && finding.polarity === polarity);

/** Worst first. */
const brandFindings: readonly (readonly [FindingCode, TitleBrand])[] = [
  ['title_parts_only', 'parts_only'],
  ['title_bill_of_sale_only', 'bill_of_sale_only'],
  ['title_flood', 'flood'],
  ['title_salvage', 'salvage'],
  ['title_rebuilt', 'rebuilt'],
  ['title_lemon', 'lemon'],
];

/** The title's brand. A field that says clean, or nothing, does not outweigh words of the lot that name a brand. */
export function titleBrandOf({
  titleBrand,
  findings,
}: Pick<CostSubject, 'titleBrand' | 'findings'>): TitleBrand | undefined {
  if (titleBrand !== undefined && titleBrand !== 'clean') return titleBrand;
  return brandFindings.find(([code]) => isStated(findings, code))?.[1] ?? titleBrand;
}
