/** What a source may ask of the network. The one that really asks is `platform/http/polite-client.ts`. */
export interface PoliteClient {
  get(request: PoliteRequest): Promise<PoliteResponse>;
}

export interface PoliteRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Media types that are an answer at all, such as `application/json`; anything else is a GiveUp. */
  readonly accept: readonly string[];
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** At most `requests` begin within any `perMs`, per host. */
  readonly rateLimit: { readonly requests: number; readonly perMs: number };
}

export interface PoliteResponse {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}
