import { describe, test } from 'vitest';
import { loseMail, mailFaults } from './scenarios/mail-away.ts';
import { loseRedis, redisFaults } from './scenarios/redis-away.ts';

const repetitions = 2;

// both mostly wait, so they do so side by side
describe.concurrent('servers that it can do without', () => {
  test.each(redisFaults)('$name', (fault) => loseRedis(fault, repetitions));
  test.each(mailFaults)('$name', (fault) => loseMail(fault, repetitions));
});
