import { defineConfig } from 'vitest/config';

const slow = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  setupFiles: ['tests/support/property-seed.ts'],
};

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts', 'web/src/**/*.test.ts'], ...slow } },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', 'tests/security/**/*.test.ts'],
          globalSetup: ['tests/support/database-server.ts'],
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
    ],
  },
});
