import { test } from 'vitest';
import { killCommand } from './scenarios/kill-command.ts';
import { killAnything } from './scenarios/kills.ts';

/** A little of what `npm run test:long` does many times; FAULT_SEED sets when. */
const deadlineMs = 300_000;

test(
  'single backends, the postmaster and the server killed by turns lose and double nothing',
  () => killAnything(3, 300),
  deadlineMs,
);
test('a killed command loses and doubles nothing', () => killCommand(2, 1_100), deadlineMs);
