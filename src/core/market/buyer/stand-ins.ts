import type { Finding, FindingCode, Polarity } from '../../listing/finding.ts';

/** The least that a costing function needs to be asked about a group of lots that it treats alike. */
export const finding = (code: FindingCode, polarity: Polarity): Finding => ({
  code,
  polarity,
  severity: 'info',
  text: '',
  start: 0,
  end: 0,
  in: 'field',
});
