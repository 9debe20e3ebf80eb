import { test } from 'vitest';
import { failOver, loseDatabase } from './scenarios/database-away.ts';
import { databaseFaults } from './scenarios/database-faults.ts';

const repetitions = 2;

test.each(databaseFaults)('$name under 20 readers', (fault) => loseDatabase(fault, repetitions));
test('a failover under 20 readers', () => failOver(2));
