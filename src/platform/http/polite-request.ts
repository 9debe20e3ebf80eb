export interface PoliteRequest {
  /** `https`, or `http` to this machine. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Media types that are an answer at all, such as `application/json`; anything else is a GiveUp. */
  readonly accept: readonly string[];
  readonly maxBytes: number;
  /** For the whole answer. */
  readonly timeoutMs: number;
  /** At most `requests` begin within any `perMs`, per host. */
  readonly rateLimit: { readonly requests: number; readonly perMs: number };
}

export interface PoliteResponse {
  readonly status: number;
  readonly bytes: Uint8Array;
  /** Lower case, without parameters. */
  readonly contentType: string;
}
