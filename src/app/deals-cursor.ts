import { z } from 'zod';
import type { DealsQuery } from '../contracts/deals.ts';
import { instantSchema } from '../contracts/money.ts';
import { ProblemError } from './problem-error.ts';

/** Sort value and id of the last row of a page. */
export type Cursor = { readonly value: number | string | null; readonly id: string };
export const encodeCursor = (cursor: Cursor) =>
  Buffer.from(JSON.stringify([cursor.value, cursor.id])).toString('base64url');

const whole = z.number().int().nullable();
const cents = whole.refine((value) => value === null || Math.abs(value) <= 1e14);
const small = whole.refine((value) => value === null || Math.abs(value) <= 32_767);
/** What a cursor may hold for each sort: nothing that the column's type cannot. */
const cursorValues: Readonly<Record<DealsQuery['sort'], z.ZodType<number | string | null>>> = {
  edge: cents,
  maxBid: cents,
  currentBid: cents,
  score: small,
  year: small,
  miles: whole.refine((value) => value === null || Math.abs(value) <= 2_147_483_647),
  roi: z.number().min(-1e9).max(1e9).nullable(),
  endsAt: instantSchema.nullable(),
};

/** Throws a ProblemError for a text that no page of this sort gave out. */
export function decodeCursor(text: string, sort: DealsQuery['sort']): Cursor {
  try {
    const [value, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (cursorValues[sort].safeParse(value).success && typeof id === 'string' && /^lst_[\w-]{1,40}$/.test(id))
      return { value: value as Cursor['value'], id };
  } catch {
    // said below
  }
  throw new ProblemError(
    400,
    'bad_cursor',
    'This cursor was not made by this list and sort; start again without it.',
    [{ pointer: '/cursor', message: 'not a cursor of this sort' }],
  );
}
