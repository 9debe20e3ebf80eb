import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

/** Runs vitest with its words on the terminal, and answers how many tests passed and failed. */
export function runVitest(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): { passed: number; failed: number } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dealerscope-report-'));
  const report = path.join(folder, 'report.json');
  const { status } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } },
  );
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    ) as Record<string, number>;
    // a file that could not even be loaded counts, and so does a test that was skipped: neither showed anything
    const failed =
      (numFailedTests ?? 0) +
      (numPendingTests ?? 0) +
      (numFailedTests === 0 ? (numFailedTestSuites ?? 0) : 0);
    return { passed: numPassedTests ?? 0, failed: status === 0 ? failed : Math.max(1, failed) };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
