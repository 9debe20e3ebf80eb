import type { Buyer } from '../../core/appraisal.ts';
import type { BuyerProfile } from '../../core/costing/cost.ts';
import type { CostTables } from '../../core/costing/cost-tables.ts';
import type { OrgId } from '../../core/kernel/ids.ts';
import { type Dealership, toolsOf } from '../dealership.ts';
import type { Engine } from '../engine/engine.ts';

/** A dealership as lots are assessed for it: its settings over the defaults, with its own fee schedules. */
export interface MarketBuyer extends Buyer {
  readonly orgId: OrgId;
  /** Rises with every change of the settings or of the own fee schedules. */
  readonly version: number;
}

/** Fee books are built once for a dealership as it was read, and an engine. */
const built = new WeakMap<Dealership, { readonly engine: Engine; readonly costTables: CostTables }>();

function costTablesOf(dealership: Dealership, engine: Engine): CostTables {
  const known = built.get(dealership);
  if (known?.engine === engine) return known.costTables;
  const { costTables } = toolsOf(dealership, engine.tools);
  built.set(dealership, { engine, costTables });
  return costTables;
}

/** The dealership's buyer with this engine's cost tables; under a profile of its own for a what-if. */
export const toBuyer = (
  dealership: Dealership,
  engine: Engine,
  profile: BuyerProfile = dealership.profile,
): MarketBuyer => ({
  orgId: dealership.orgId,
  version: dealership.profileVersion,
  profile,
  costTables: costTablesOf(dealership, engine),
});
