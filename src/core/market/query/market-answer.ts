import type { RankedFigures } from '../buyer/ranked-figures.ts';
import type { MissingFact } from '../columns/missing-fact.ts';

export interface RankedLot extends RankedFigures {
  readonly row: number;
  readonly id: string;
  readonly version: number;
  readonly owner: string | null;
  /** By what it was sorted; with the id, the place that the next page starts after. */
  readonly value: number | null;
}

export interface RankedPage {
  /** Lots that the filters leave, on every page. */
  readonly total: number;
  readonly lots: readonly RankedLot[];
  /** Whether lots follow those of this page. */
  readonly hasMore: boolean;
  /** When the first of the page's open lots ends, in milliseconds since 1970; null where none is known to. */
  readonly earliestEndMs: number | null;
  /** Lots that had to be worked out to the cent. */
  readonly worked: number;
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** Counts for the filter controls, each of what the other filters leave; the most first, then by name. */
export interface MarketFacets {
  readonly total: number;
  readonly makes: readonly FacetCount[];
  readonly states: readonly FacetCount[];
  readonly sources: readonly FacetCount[];
  readonly kinds: readonly FacetCount[];
  readonly grades: readonly FacetCount[];
  /** Lots that want exactly one fact to be scored, of what every filter but the lane leaves. */
  readonly lanes: readonly { readonly fact: MissingFact; readonly count: number }[];
}
