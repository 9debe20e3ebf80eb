/** The database cannot be used at the moment; trying again later is right. */
export class DatabaseLostError extends Error {
  readonly code = 'database_lost';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseLostError';
  }
}

/** Of the network, where Node says which call failed: https://nodejs.org/api/errors.html#common-system-errors */
const calls = new Set(['connect', 'read', 'write', 'getaddrinfo']);
/**
 * https://www.postgresql.org/docs/current/errcodes-appendix.html: class 08 (connection), 57P01 to 57P05 (shutting down,
 * crashed, starting, dropped, idle too long), 53300 (too many connections), 25P03 and 25P04 (ended in a transaction that
 * stood still), 25006 (a standby took over the address and takes no writes).
 */
const states = /^(08...|57P0[1-5]|53300|25P0[34]|25006)$/;
/** Of pg and pg-pool, which give these no code. */
const words =
  /^(Connection terminated|timeout (expired|exceeded when trying to connect)|Client (has encountered a connection error|was closed) and is not queryable|Cannot use a pool after calling end|driver has already been destroyed)/;

interface Known {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** Whether a statement failed because the database, or the way to it, is not there: not by what was asked. */
export function isDatabaseLost(error: unknown, depth = 0): boolean {
  if (error instanceof DatabaseLostError) return true;
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, syscall, message, cause, errors } = error as Known;
  if (typeof code === 'string' && (states.test(code) || calls.has(String(syscall)))) return true;
  if (typeof message === 'string' && words.test(message)) return true;
  // several addresses of one host were tried
  if (Array.isArray(errors) && errors.some((inner) => isDatabaseLost(inner, depth + 1))) return true;
  return isDatabaseLost(cause, depth + 1);
}
