/** A stage that has no honest answer says so: which stage, a stable code, and what would have helped. */
export interface Refusal {
  readonly stage: 'identify' | 'wholesale' | 'retail' | 'cost' | 'forecast' | 'assess';
  /** snake_case, stable: people's scripts read it. */
  readonly code: string;
  /** One plain sentence for a buyer. */
  readonly reason: string;
  /** Names of request fields that would have helped, as in `POST /api/v1/appraise`. */
  readonly missing: readonly string[];
}
