/** A request that cannot be answered, with what the client is told. `code` is stable. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly { readonly pointer: string; readonly message: string }[] | undefined;
  constructor(status: number, code: string, message: string, errors?: ProblemError['errors']) {
    super(message);
    this.name = 'ProblemError';
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

export const notFound = (what: string): ProblemError =>
  new ProblemError(404, 'not_found', `There is no such ${what}.`);
