import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { SaleId } from '../../core/kernel/ids.ts';
import { type Instant, toEpochMs, toInstant } from '../../core/kernel/instant.ts';
import { toCents } from '../../core/kernel/money.ts';
import type { ListingFacts } from '../../core/listing/listing.ts';
import { type ScreenReport, screenSales } from '../../core/valuation/boosting/screen-sales.ts';
import { acceptSale } from '../../core/valuation/evidence/accept-sale.ts';
import { toSaleId } from '../../core/valuation/evidence/price-record.ts';
import type { OwnSale } from '../../core/valuation/own-sales/own-sale.ts';
import { OwnSalesValuer } from '../../core/valuation/own-sales/own-sales-valuer.ts';
import type { Valuer } from '../../core/valuation/valuation.ts';
import { identifyVehicle } from '../../core/vehicle/identify-vehicle.ts';
import type { Vehicle } from '../../core/vehicle/vehicle.ts';
import type { VinDecoder } from '../../core/vehicle/vin-decoder.ts';
import type { Database } from '../../store/connection.ts';
import { readOwnSales, type StoredSale } from '../../store/own-sales.reader.ts';
import { type NewOwnSale, storeOwnSales } from '../../store/own-sales.writer.ts';
import { ProblemError } from '../problem-error.ts';
import { readSalesFile } from './read-sales-file.ts';

export interface SalesFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ImportedSales {
  readonly report: ScreenReport;
  /** Confirmed sales of the file. */
  readonly accepted: number;
  /** Those of them that were not kept before. */
  readonly stored: number;
}

/** Own sales beyond this are not weighed: the newest count. */
const mostOwnSales = 50_000;
const text = (cell: string | undefined): string | null => cell?.trim().slice(0, 200) || null;

/**
 * Keeps the confirmed sales of a file as evidence of the installation's own: each with its final price, past date,
 * source and the file's hash. The same file again changes nothing. Throws ProblemError for a file without the columns.
 */
export async function importOwnSales(
  db: Database,
  { name, bytes }: SalesFile,
  asOfMs: number,
  identify: (facts: ListingFacts) => Vehicle,
): Promise<ImportedSales> {
  const rows = readSalesFile(bytes);
  const screened = screenSales(rows, asOfMs, identify);
  if (!screened.ok)
    throw new ProblemError(
      400,
      'missing_columns',
      `${name} lacks the columns ${screened.missingColumns.join(', ')}.`,
    );
  const snapshot = createHash('sha256').update(bytes).digest('hex');
  const readAt = toInstant(asOfMs);
  const sales = screened.sales.flatMap(({ row, facts, soldDay, priceDollars }): NewOwnSale[] => {
    const soldAt = toInstant(Math.round(soldDay * 86_400_000));
    const accepted = acceptSale(
      { status: 'sold', source: name, soldAt, hammerPriceCents: toCents(Math.round(priceDollars * 100)) },
      readAt,
    );
    const cells = rows[row - 1];
    if (!accepted.ok || cells === undefined) return [];
    const { hammerPriceCents } = accepted.value;
    return [
      {
        id: toSaleId(facts.vin || `${facts.make} ${facts.model} ${facts.miles}`, soldAt, hammerPriceCents),
        price_cents: hammerPriceCents,
        sold_at: soldAt,
        source: name,
        snapshot_sha256: snapshot,
        vin: text(facts.vin),
        year: Number(cells.year),
        make: text(cells.make) ?? '',
        model: text(cells.model) ?? '',
        trim: text(cells.trim),
        body: text(cells.body),
        transmission: text(cells.transmission),
        color: text(cells.color),
        odometer_miles: Number.isNaN(facts.miles) ? null : Math.round(facts.miles),
        condition_grade: Number.isNaN(facts.grade) ? null : facts.grade,
        seller: text(cells.seller),
        state: text(facts.state),
        bought_at: readBoughtAt(cells.buydate, soldAt),
      },
    ];
  });
  const stored = await storeOwnSales(db, sales, { name, sha256: snapshot });
  return { report: screened.report, accepted: sales.length, stored };
}

/** The day of the file's column `buydate`; null where it has none, or one that cannot be. */
function readBoughtAt(cell: string | undefined, soldAt: Instant): Instant | null {
  const boughtAtMs = Date.parse(cell?.trim() || 'none');
  const isPossible = boughtAtMs >= Date.UTC(1990, 0, 1) && boughtAtMs <= toEpochMs(soldAt);
  return isPossible ? toInstant(boughtAtMs) : null;
}

/** Whether these are the bytes of the sales file that ships: its sales are in every value already. */
export async function isShippedFile(bytes: Uint8Array, shippedFile: string): Promise<boolean> {
  return Buffer.compare(bytes, await readFile(shippedFile)) === 0;
}

/** The valuer with the stored own sales weighed in; the same valuer where there are none. */
export async function weighOwnSales(db: Database, valuer: Valuer, decoder: VinDecoder): Promise<Valuer> {
  const stored = await readOwnSales(db, mostOwnSales);
  if (stored.length === 0) return valuer;
  return new OwnSalesValuer(
    valuer,
    stored.map((row) => toOwnSale(row, decoder)),
  );
}

function toOwnSale(row: StoredSale, decoder: VinDecoder): OwnSale {
  const { year, make, model } = row;
  const facts: ListingFacts = {
    title: [year, make, model, row.trim ?? ''].join(' ').trim(),
    year,
    make,
    model,
    ...(row.trim !== null && { trim: row.trim }),
    ...(row.body !== null && { body: row.body }),
    ...(row.vin !== null && { vin: row.vin }),
    ...(row.color !== null && { color: row.color }),
    ...(row.transmission !== null && { transmission: row.transmission }),
  };
  return {
    saleId: row.id as SaleId,
    hammerPriceCents: toCents(row.price_cents),
    subject: {
      vehicle: identifyVehicle(facts, decoder),
      ...(row.odometer_miles !== null && { odometerMiles: row.odometer_miles }),
      ...(row.condition_grade !== null && { conditionGrade: row.condition_grade }),
      ...(row.seller !== null && { sellerName: row.seller }),
      ...(row.state !== null && { state: row.state }),
      asOf: toInstant(row.sold_at),
    },
  };
}
