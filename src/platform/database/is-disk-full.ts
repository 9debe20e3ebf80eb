/** Whether PostgreSQL found no room for what it was to write (SQLSTATE 53100); the statement changed nothing. */
export const isDiskFull = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === '53100' ||
  (error as { code?: unknown } | null)?.code === 'disk_full';

export const diskFullDetail =
  'The disk of the database is full. Nothing was changed; make room there, and try again.';
