/** npm test: checks, then every test; prints `N passed, N failed` last. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runChecks } from './check.ts';
import { ensureTestTools } from './ensure-test-tools.ts';

const root = path.join(import.meta.dirname, '..');

function runVitest(): { passed: number; failed: number } {
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
      ...process.argv.slice(2),
    ],
    { cwd: root, stdio: 'inherit' },
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

try {
  ensureTestTools();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed\n`);
  process.exit(1);
}
const checks = runChecks();
const tests = runVitest();
const failed = checks.failed + tests.failed;
process.stdout.write(`\n${checks.passed + tests.passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
