import { timingSafeEqual } from 'node:crypto';

/** Whether one of the secrets made this signature, which takes the same time whichever letter differs. */
export const isSignedByOne = (
  secrets: readonly string[],
  signature: string,
  sign: (secret: string) => string,
): boolean =>
  secrets.some((secret) => {
    const expected = Buffer.from(sign(secret));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
