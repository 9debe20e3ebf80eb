/** Whether PostgreSQL refused an access: by a grant, or by row-level security (SQLSTATE 42501). */
export const isDenied = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '42501';
