/** A database that cannot be used, said in one sentence that names what to do. `code` is stable. */
export class DatabaseProblemError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseProblemError';
    this.code = code;
  }
}
