import { test } from 'vitest';
import { killCommand } from './scenarios/kill-command.ts';
import { killBackends, killEmbeddedPostmaster, killOwnPostmaster, killServer } from './scenarios/kills.ts';
import { settings } from './scenarios/outcome.ts';

const half = Math.ceil(settings.kills / 2);

test('a killed server loses and doubles nothing, and is ready again', () => killServer(settings.kills));
test('a killed command loses and doubles nothing', () => killCommand(settings.kills));
test('the embedded PostgreSQL comes back by itself', () => killEmbeddedPostmaster(half));
test('an own PostgreSQL may be killed under the program', () => killOwnPostmaster(half));
test('single backends may be ended under the program', () => killBackends(settings.kills));
