import type { Finding, FindingCode, Polarity } from '../listing/finding.ts';

/** Whether some words of the lot say this of it. */
export const isStated = (
  findings: readonly Finding[],
  code: FindingCode,
  polarity: Polarity = 'present',
): boolean => findings.some((finding) => finding.code === code && finding.polarity === polarity);
