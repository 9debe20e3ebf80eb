import type { ScreenReport } from '../../core/valuation/boosting/screen-sales.ts';
import type { ErrorRow, TrainedModel } from '../../core/valuation/boosting/trained-model.ts';

export interface ModelCard {
  readonly name: string;
  readonly model: TrainedModel;
  readonly report: ScreenReport;
  readonly fileBytes: number;
}

/** The card for programs. */
export const toCardJson = ({ name, model, report, fileBytes }: ModelCard) => ({
  name,
  fileBytes,
  details: model.details,
  screening: report,
});

/** The card for people, in Markdown. */
export function describeModel({ name, model, report, fileBytes }: ModelCard): string {
  const { details } = model;
  const lines = [
    `# ${name}`,
    '',
    `Wholesale prices of used cars at US dealers' auctions, learned from ${details.saleCount.toLocaleString('en-US')} sales`,
    `from ${day(details.firstSoldDay)} to ${day(details.lastSoldDay)} (the middle 96 %: ${day(details.window.firstDay)} to ${day(details.window.lastDay)}).`,
    `File: ${(fileBytes / 1e6).toFixed(2)} MB. Sales file SHA-256: \`${details.dataHash}\`. Seed ${details.seed}.`,
    '',
    'Prices are of the market of those days; for later days the caller adjusts them. Title brands are not in the sales',
    'and are applied by the caller. Retail prices are another thing altogether.',
    '',
    '## Errors on sales kept back',
    '',
    'Measured with a trial fit that saw neither the most recent 8 % of the sales nor a random 9 % of the rest; the ranges',
    'were calibrated on the same sales, so their coverage here is by construction. `node bench/valuation-accuracy.bench.ts`',
    'measures on sales that neither fit nor calibration saw.',
    '',
    '| known | price brought | sales | mean error | median error | within p10–p90 | median width |',
    '|---|---|---:|---:|---:|---:|---:|',
    ...details.errors.map(describeRow),
    '',
    '## Rows left out of training',
    '',
    `${report.rowsRead.toLocaleString('en-US')} rows read, ${report.rowsKept.toLocaleString('en-US')} kept.`,
    '',
    ...report.excluded.map(({ code, count, rule }) => `- ${count} × \`${code}\`: ${rule}`),
    `- ${report.renamed.count} kept otherwise than stated: ${report.renamed.rule}`,
    '',
  ];
  return lines.join('\n');
}

const knowledge = {
  blind: 'no grade, no seller',
  graded: 'grade and seller',
  book: 'grade, seller, book value',
} as const;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const day = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

function describeRow(row: ErrorRow): string {
  const error = `$${Math.round(row.meanAbsoluteErrorDollars).toLocaleString('en-US')}`;
  return `| ${knowledge[row.track]} | ${row.band} | ${row.count} | ${error} | ${percent(row.medianAbsoluteShare)} | ${percent(row.coverage)} | ${percent(row.medianWidth)} |`;
}
