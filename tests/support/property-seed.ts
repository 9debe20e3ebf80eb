import fc from 'fast-check';

/**
 * Property tests draw the same cases on every run, so that a change is judged by what it changed. To look for cases that
 * nobody has met yet: `DEALERSCOPE_FUZZ_SEED=random npx vitest run …`; a failure prints its seed, which can be given instead.
 */
const asked = process.env.DEALERSCOPE_FUZZ_SEED ?? '20261123';
const seed = asked === 'random' ? Date.now() % 0x7fff_ffff : Number(asked);
if (!Number.isInteger(seed))
  throw new Error(`DEALERSCOPE_FUZZ_SEED is "random" or a whole number, not ${asked}`);
fc.configureGlobal({ seed });
