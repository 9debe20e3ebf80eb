import { sumCents, toRatio } from '../kernel/money.ts';
import { assertProfile } from './assert-profile.ts';
import { holding, lemonReserve, quoteFloorplan, selling, titleWork } from './carrying/carrying-costs.ts';
import { forecastDaysToSell } from './carrying/days-to-sell.ts';
import { estimateRecon } from './carrying/estimate-recon.ts';
import { quoteSalesTax } from './carrying/quote-sales-tax.ts';
import type { BuyerProfile, Costed, CostLine, CostSubject } from './cost.ts';
import type { CostTables } from './cost-tables.ts';
import { defaultCosts } from './default-profile.ts';
import { quoteFees } from './fees/quote-fees.ts';
import { priceLines } from './price-lines.ts';
import { quoteTransport } from './transport/quote-transport.ts';
import { locateZip } from './transport/zip-centroids.ts';
import { weighRisks } from './weigh-risks.ts';

/**
 * What a lot costs this buyer, all in, at any bid. Refuses where an honest figure cannot be had: a source whose fees
 * are unknown, a premium that cannot be right, a home ZIP that does not exist, a place no carrier reaches. Throws
 * RangeError for a profile with a negative or fractional amount.
 */
export function costLot(subject: CostSubject, profile: BuyerProfile, tables: CostTables): Costed {
  assertProfile(profile);
  const fees = quoteFees(subject, profile.paymentMethod ?? defaultCosts.paymentMethod, tables.fees);
  if (!fees.ok) return { ok: false, refusal: fees.error };
  const transport = quoteTransport(subject, profile, tables.zipCentroids);
  if (!transport.ok) return { ok: false, refusal: transport.error };
  const daysToSell = forecastDaysToSell(subject, profile, tables.held);
  const risks = weighRisks(subject, profile);
  const fixedLines: CostLine[] = [
    ...transport.value.lines,
    ...titleWork(subject, profile, homeStateOf(profile, tables)),
    ...estimateRecon(subject, profile),
    lemonReserve(subject, profile),
    ...risks.lines,
    holding(profile, daysToSell),
    selling(profile),
  ];
  const floorplan = quoteFloorplan(profile, daysToSell.days);
  return {
    ok: true,
    ...priceLines(fees.value.fees, quoteSalesTax(subject, profile), floorplan, fixedLines),
    untaxedTotalAt: priceLines(fees.value.fees, noTax, floorplan, fixedLines).totalAt,
    breakpointsCents: fees.value.stepsCents,
    daysToSell: daysToSell.days,
    transportCents: sumCents(transport.value.lines.map((line) => line.amountCents)),
    notes: [...risks.notes, ...transport.value.notes, ...fees.value.notes],
  };
}

const noTax = { ratio: toRatio(0), basis: 'none' };

function homeStateOf(profile: BuyerProfile, tables: CostTables): string | undefined {
  if (profile.homeZip === undefined || !tables.zipCentroids) return undefined;
  return locateZip(tables.zipCentroids, profile.homeZip)?.state;
}
