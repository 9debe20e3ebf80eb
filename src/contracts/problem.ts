import { z } from 'zod';

/** RFC 9457 problem document; `code` is stable, `errors` points at every bad field. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  correlationId: z.string(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** RFC 6901: the root is the empty text, and `~` and `/` inside a name are escaped. */
export const toJsonPointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Every bad field by its pointer; a field that is not known is named itself, not the object that holds it. */
export function toFieldErrors(issues: readonly z.core.$ZodIssue[]): NonNullable<Problem['errors']> {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: toJsonPointer([...issue.path, key]),
          message: 'there is no such field',
        }))
      : [{ pointer: toJsonPointer(issue.path), message: issue.message }],
  );
}
