import { defineConfig } from 'vitest/config';

/** What `npm run test:long` runs: one file after the other, as its figures are times. */
export default defineConfig({
  test: {
    name: 'faults-long',
    include: ['tests/faults/*.long.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
});
