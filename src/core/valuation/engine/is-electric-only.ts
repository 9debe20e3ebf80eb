import { compactKey } from '../../vehicle/names/compact-key.ts';
import type { Vehicle } from '../../vehicle/vehicle.ts';

/** Makes that have sold nothing else. */
const electricMakes: ReadonlySet<string> = new Set(['tesla', 'rivian', 'lucid', 'polestar']);

/** Names that say so, and models of other makes that were only ever sold as electric cars in the US. */
const electricModel =
  /ev$|electric|etron|^(?:ioniq[569]|ev[3-9]|id4|idbuzz|mustangmache|mache|ariya|leaf|bz4x|solterra|taycan|i[347]|ix|eq[besv][a-z]{0,3}|lyriq|prologue|bolt|bolteuv|f150lightning|ex30|ex90|c40|gv60|wagoneers)$/;

/**
 * An electric car loses value unlike those that burn fuel, which all sales of 2014–15 but a handful did: where its own
 * model was never priced, others of its kind are no evidence.
 */
export function isElectricOnly({ fuel, make = '', model = '' }: Vehicle): boolean {
  if (fuel !== undefined) return fuel === 'electric';
  return electricMakes.has(compactKey(make)) || electricModel.test(compactKey(model));
}
