import { describe, expect, test } from 'vitest';
import { spawnProgram } from '../../support/spawn-program.ts';
import { dayMs, makeShiftedClock } from './shifted-clock.ts';
import { until } from './until.ts';

describe('a shifted clock', () => {
  test('moves Date while a program runs, two days forth and back, and nothing monotonic', async () => {
    const clock = makeShiftedClock(2 * dayMs);
    const code = `setInterval(() => console.log(JSON.stringify({
      now: Date.now(), made: +new Date(), text: +new Date(new Date().toISOString()), called: Date.parse(Date()),
      isDate: new Date() instanceof Date && new Date().constructor === Date, fixed: new Date(2020, 0).getFullYear(),
      monotonic: performance.now() })), 20)`;
    const imports = clock.preloads.flatMap((file) => ['--import', file]);
    const program = spawnProgram({ args: [...imports, '-e', code], env: clock.env });
    const last = () => {
      const line = program.output().trim().split('\n').at(-1) ?? '';
      try {
        return JSON.parse(line) as Record<
          'now' | 'made' | 'text' | 'called' | 'monotonic' | 'fixed',
          number
        > & { isDate: boolean };
      } catch {
        return undefined;
      }
    };
    const isOff = (days: number) => {
      const at = last();
      return at && Math.abs(at.now - Date.now() - days * dayMs) < 60_000 ? at : undefined;
    };
    try {
      let monotonic = 0;
      for (const days of [2, -2, 0, -2, 2]) {
        clock.shift(days * dayMs);
        const at = await until(`the clock is ${days} days off`, () => isOff(days));
        for (const other of [at.made, at.text, at.called])
          expect(Math.abs(other - at.now)).toBeLessThan(60_000);
        expect(at).toMatchObject({ isDate: true, fixed: 2020 });
        expect(at.monotonic).toBeGreaterThan(monotonic);
        expect(at.monotonic).toBeLessThan(dayMs);
        monotonic = at.monotonic;
      }
    } finally {
      program.child.kill('SIGKILL');
      await program.ended;
      clock.close();
    }
  });
});
