/** npm test: checks, then every test; prints `N passed, N failed` last. */
import { runChecks } from './check.ts';
import { ensureTestTools } from './ensure-test-tools.ts';
import { runVitest } from './run-vitest.ts';

try {
  ensureTestTools();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed\n`);
  process.exit(1);
}
const checks = runChecks();
const tests = runVitest(process.argv.slice(2));
const failed = checks.failed + tests.failed;
process.stdout.write(`\n${checks.passed + tests.passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
