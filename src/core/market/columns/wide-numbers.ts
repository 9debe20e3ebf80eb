import { reconScale } from '../../costing/carrying/recon-table.ts';
import type { MoneyDistribution } from '../../kernel/distribution.ts';
import { ageYearsAt } from '../../vehicle/age-years.ts';
import type { MarketLot } from './market-lot.ts';
import type { Quantiles } from './ranking-facts.ts';

/** The numbers of one lot in full. Kept only for lots whose numbers the narrow columns would change. */
export interface WideNumbers {
  readonly asOfMs: number;
  readonly endsAtMs: number | null;
  readonly bidCents: number | null;
  readonly wholesale?: Quantiles;
  readonly retail?: Quantiles;
  readonly close?: MoneyDistribution;
  readonly lemonChance: number | null;
  readonly ageYears: number;
  readonly reconMiles: number;
  readonly grade: number;
  readonly repairCents: number;
}

export function toWideNumbers({ facts, asOfMs, endsAtMs, currentBidCents }: MarketLot): WideNumbers {
  const [medianCents, spreadBelow, spreadAbove, floorCents] = facts?.close ?? [0, 0, 0, 0];
  return {
    asOfMs,
    endsAtMs,
    bidCents: currentBidCents,
    ...(facts?.wholesale && { wholesale: facts.wholesale }),
    ...(facts?.retail && { retail: facts.retail }),
    ...(facts?.close && { close: { medianCents, spreadBelow, spreadAbove, floorCents } }),
    lemonChance: facts?.lemonProbability ?? null,
    ageYears: facts?.recon.ageYears ?? 0,
    reconMiles: facts?.recon.miles ?? 0,
    grade: facts?.recon.grade ?? 0,
    repairCents: facts?.recon.repairCents ?? 0,
  };
}

/** Age as reconditioning counts it, from the year and the moment; −1 stands for an unknown year. */
export const reconAgeOf = (year: number, asOfMs: number): number =>
  year < 0 ? reconScale.oldestYears : Math.min(reconScale.oldestYears, ageYearsAt(year, asOfMs));

/** Miles as reconditioning counts them, from those shown. */
export const reconMilesOf = (miles: number, isUnknown: boolean): number =>
  isUnknown || miles < 0 ? reconScale.mostMiles : Math.min(reconScale.mostMiles, miles);

const greatestWhole = 0xffff_fffe;
const isWhole = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= greatestWhole;
const isShort = (value: number): boolean => Math.fround(value) === value;

/** Whether the columns hold every number of the lot to the last bit. */
export function fitsColumns(lot: MarketLot): boolean {
  const { facts, asOfMs, endsAtMs, currentBidCents, year, odometerMiles } = lot;
  if (!isWhole(Math.floor(asOfMs / 1_000)) || !Number.isInteger(asOfMs)) return false;
  if (endsAtMs !== null && !isWhole(endsAtMs / 1_000)) return false;
  if (currentBidCents !== null && !isWhole(currentBidCents)) return false;
  if (!facts) return true;
  const { wholesale, retail, close, recon, lemonProbability, odometerDoubt } = facts;
  if (![...(wholesale ?? []), ...(retail ?? []), recon.repairCents ?? 0].every(isWhole)) return false;
  if (close) {
    const [median, below, above, floor] = close;
    if (!isWhole(median) || !isShort(below) || !isShort(above)) return false;
    if (floor !== Math.max(0, currentBidCents ?? 0)) return false;
  }
  return (
    isShort(recon.grade) &&
    isShort(lemonProbability ?? 0) &&
    recon.ageYears === reconAgeOf(year ?? -1, asOfMs) &&
    recon.miles === reconMilesOf(odometerMiles ?? -1, odometerDoubt === 'unknown')
  );
}
