/** Why a request brought nothing. The class says what happens next; `code` is stable. No message holds a key. */
export abstract class HttpProblemError extends Error {
  readonly code: string;
  readonly status: number | undefined;

  constructor(code: string, message: string, status?: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The same request may work later, not before `retryAfterMs`: overload, a server's fault, a broken line. */
export class RetryLater extends HttpProblemError {
  readonly retryAfterMs: number;

  constructor(code: string, message: string, retryAfterMs: number, status?: number) {
    super(code, message, status);
    this.name = 'RetryLater';
    this.retryAfterMs = retryAfterMs;
  }
}

/** The server does not want us (key missing or wrong, forbidden): a person must look; never worked around. */
export class Blocked extends HttpProblemError {
  override readonly name = 'Blocked';
}

/** The request is wrong, or its answer is not what it should be: repeating it changes nothing. */
export class GiveUp extends HttpProblemError {
  override readonly name = 'GiveUp';
}

/** The program may not ask this address at all: not public, not https, or redirected too often. */
export class Refused extends HttpProblemError {
  override readonly name = 'Refused';
}
