/** What is for sale. Only a `road_vehicle` goes on to identify, value and assess. */
export type LotKind = 'road_vehicle' | 'commercial_truck' | 'equipment' | 'not_a_vehicle' | 'parts_only';

export interface LotKindVerdict {
  readonly kind: LotKind;
  /** 0…1 */
  readonly confidence: number;
  /** Plain sentences, strongest first: "category is Pickup Trucks", "title names a 2012 Ford F-150". */
  readonly reasons: readonly string[];
}
