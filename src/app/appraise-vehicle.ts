import type { AppraiseRequest } from '../contracts/appraise-request.ts';
import type { AppraiseResponse } from '../contracts/appraise-response.ts';
import type { BuyerProfileInput } from '../contracts/buyer-profile.ts';
import { type AppraisalTools, appraise, explainAppraisal } from '../core/appraise.ts';
import type { Instant } from '../core/kernel/instant.ts';
import { presentAppraisal } from './present-appraisal.ts';
import { toAppraisalInput } from './to-appraisal-input.ts';

/** Any vehicle, stored or not: the same stages as the pipeline. */
export function appraiseVehicle(
  request: AppraiseRequest,
  {
    tools,
    saved,
    now,
  }: { readonly tools: AppraisalTools; readonly saved?: BuyerProfileInput; readonly now: Instant },
): AppraiseResponse {
  const run = request.comparables ? explainAppraisal : appraise;
  return presentAppraisal(run(toAppraisalInput(request, saved, now), tools));
}
