import { z } from 'zod';
import type { DealsQuery } from '../../contracts/deals.ts';
import { ProblemError } from '../problem-error.ts';

/** The place of a page's last row in its order, and the state of the market that it was given in. */
export interface Cursor {
  readonly value: number | null;
  readonly id: string;
  readonly stamp: string;
}
export const encodeCursor = ({ value, id, stamp }: Cursor) =>
  Buffer.from(JSON.stringify([value, id, stamp])).toString('base64url');

const whole = z.number().int().nullable();
const cents = whole.refine((value) => value === null || Math.abs(value) <= 1e14);
const small = whole.refine((value) => value === null || Math.abs(value) <= 32_767);
/** What a cursor may hold for each sort. */
const cursorValues: Readonly<Record<DealsQuery['sort'], z.ZodType<number | null>>> = {
  edge: cents,
  maxBid: cents,
  currentBid: cents,
  score: small,
  year: small,
  miles: whole.refine((value) => value === null || Math.abs(value) <= 2_147_483_647),
  roi: z.number().min(-1e9).max(1e9).nullable(),
  endsAt: whole.refine((value) => value === null || Math.abs(value) <= 8.64e15),
};

/** Throws a ProblemError for a text that no page of this sort gave out. */
export function decodeCursor(text: string, sort: DealsQuery['sort']): Cursor {
  try {
    const [value, id, stamp] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (
      cursorValues[sort].safeParse(value).success &&
      typeof id === 'string' &&
      /^lst_[\w-]{1,24}$/.test(id) &&
      typeof stamp === 'string'
    )
      return { value: value as Cursor['value'], id, stamp };
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
