import type { AppraisalTools } from '../../core/appraisal.ts';

/**
 * Everything that a lot's value and forecast depend on beside the lot, as one value that never changes: model, shared
 * sales, closes, held days and tables. A change makes another engine.
 */
export interface Engine {
  /** Names the rules and the evidence; two engines of one version give the same figures. */
  readonly version: string;
  readonly tools: AppraisalTools;
}
