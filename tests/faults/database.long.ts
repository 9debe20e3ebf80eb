import { test } from 'vitest';
import { databaseFaults, failOver, loseDatabase } from './scenarios/database-away.ts';

const repetitions = 3;

test.each(databaseFaults)('$name under 20 readers', (fault) => loseDatabase(fault, repetitions));
test('a failover under 20 readers', () => failOver(2));
