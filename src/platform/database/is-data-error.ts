/**
 * Whether PostgreSQL refused what was to be stored for what it is: a value that its type cannot hold (SQLSTATE class 22),
 * one that a constraint forbids (23) or that is too large (54). A missing row that it refers to (23503) is not its fault.
 */
export function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^(?:22|23|54)[0-9A-Z]{3}$/.test(code) && code !== '23503';
}
