import type { AppraiseRequest } from '../contracts/appraise-request.ts';
import type { AppraiseResponse } from '../contracts/appraise-response.ts';
import type { BuyerProfileInput } from '../contracts/buyer-profile.ts';
import type { AppraisalTools } from '../core/appraisal.ts';
import { appraise, appraiseAll } from '../core/appraise.ts';
import type { Instant } from '../core/kernel/instant.ts';
import { presentAppraisal } from './present-appraisal.ts';
import { toAppraisalInput } from './to-appraisal-input.ts';

interface Deps {
  readonly tools: AppraisalTools;
  readonly saved?: BuyerProfileInput;
  readonly now: Instant;
}

/** Any vehicle, stored or not: the same stages as the pipeline. */
export const appraiseVehicle = (request: AppraiseRequest, { tools, saved, now }: Deps): AppraiseResponse =>
  presentAppraisal(appraise(toAppraisalInput(request, saved, now), tools));

/** Several at once, faster than one by one: some 50 are best. Throws when any of them cannot be answered. */
export const appraiseVehicles = (
  requests: readonly AppraiseRequest[],
  { tools, saved, now }: Deps,
): readonly AppraiseResponse[] => {
  const inputs = requests.map((request) => toAppraisalInput(request, saved, now));
  return appraiseAll(inputs, tools).map(presentAppraisal);
};
