import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Files side by side where each makes what it needs for itself: unit tests, and those that clone a database of their own.
 * Left alone, a machine of two cores would run one file at a time.
 */
const sideBySide = { maxWorkers: Math.max(2, availableParallelism() - 1) };

const slow = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  setupFiles: ['tests/support/property-seed.ts'],
};

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'web/src/**/*.test.ts'],
          ...sideBySide,
          ...slow,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', 'tests/security/**/*.test.ts'],
          globalSetup: ['tests/support/database-server.ts'],
          ...sideBySide,
          ...slow,
        },
      },
      {
        test: {
          name: 'acceptance',
          include: ['tests/acceptance/**/*.test.ts'],
          globalSetup: ['tests/support/running-server.ts'],
          fileParallelism: false,
          ...slow,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.e2e.ts'],
          globalSetup: ['tests/support/running-server.ts'],
          fileParallelism: false,
          ...slow,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          ...sideBySide,
          ...slow,
        },
      },
    ],
  },
});
