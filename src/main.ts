import process from 'node:process';
import { ProblemError } from './app/problem-error.ts';
import { ConfigProblemError, listSecrets, readConfig } from './config/read-config.ts';
import { DatabaseProblemError } from './platform/database/database-problem-error.ts';
import { diskFullDetail, isDiskFull } from './platform/database/is-disk-full.ts';
import { isDatabaseLost } from './platform/database/is-lost.ts';
import { createScrubber } from './platform/scrub-secrets.ts';
import { WebBuildError } from './platform/web/build-web.ts';
import { type RunningDealerScope, startDealerScope } from './start.ts';

/** What a user is told ends in terminals, service logs and bug reports. */
const scrub = createScrubber(listSecrets());

// whoever reads along may leave, as `npm start | head -1` does; the program goes on, and stops as it should
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** A clear sentence for what a user can mend; the whole story, with `cause`, for what they cannot. */
function explain(error: unknown): string {
  if (error instanceof ProblemError) return error.message;
  if (error instanceof DatabaseProblemError || error instanceof ConfigProblemError) return error.message;
  if (error instanceof WebBuildError) return error.message;
  if (isDiskFull(error)) return diskFullDetail;
  if (isDatabaseLost(error)) return `The database went away (${describeFault(error)}).`;
  if (error instanceof Error && /^Port \d+ is taken/.test(error.message)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const describeFault = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault));

let running: RunningDealerScope | undefined;
let stopping: Promise<void> | undefined;

/** Whatever hangs, a stop ends within this; docs/operations/configuration.md tells it. */
const stopWithinMs = 20_000;

/** `fault`: what ended the program against its will. */
function stopOnce(reason: string, fault?: unknown): void {
  if (stopping) return;
  say(`\nStopping (${reason}) …`);
  const started = Date.now();
  const seconds = () => ((Date.now() - started) / 1000).toFixed(1);
  setTimeout(() => {
    process.stderr.write(`Something did not stop within ${stopWithinMs / 1000} s; ended without it.\n`);
    process.exit(1);
  }, stopWithinMs).unref();
  stopping = (running?.stop() ?? Promise.resolve()).then(
    () => {
      if (fault === undefined) say(`Stopped cleanly after ${seconds()} s.`);
      else say(`Stopped after ${seconds()} s because of a fault: ${scrub(describeFault(fault))}`);
      process.exit(fault === undefined ? 0 : 1);
    },
    (error: unknown) => {
      process.stderr.write(`${scrub(explain(error))}\n`);
      process.exit(1);
    },
  );
}

const beganAt = Date.now();
say('DealerScope is starting');
try {
  const config = readConfig();
  const starting = startDealerScope(config, (step) =>
    say(`  ${((Date.now() - beganAt) / 1000).toFixed(1).padStart(5)} s  ${step}`),
  );
  // a signal during the start waits for it, then stops what it started
  const stopWhenStarted = (reason: string, fault?: unknown) => {
    if (running) stopOnce(reason, fault);
    else
      void starting.then(
        () => stopOnce(reason, fault),
        () => undefined,
      );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopWhenStarted(signal));
  // a terminal that closes is no order to stop a server
  process.on('SIGHUP', () => undefined);
  // a fault of ours must not leave a database running behind it
  const fail = (kind: string) => (fault: unknown) => {
    process.stderr.write(`${kind}: ${scrub(explain(fault))}\n`);
    // nobody waited for this answer, and the database's absence is told where it is met
    if (isDatabaseLost(fault)) return;
    stopWhenStarted('a fault of the program', fault ?? new Error(kind));
  };
  process.on('uncaughtException', fail('Uncaught error'));
  process.on('unhandledRejection', fail('Unhandled rejection'));
  running = await starting;
  const { url, firstOwner, people, sampleLots } = running;
  say(`  ${((Date.now() - beganAt) / 1000).toFixed(1).padStart(5)} s  Ready`);
  say('');
  say(`  Open       ${url}`);
  if (firstOwner) {
    say(`  Who        ${firstOwner.email}`);
    if (firstOwner.oneTimePassword) {
      say(
        `  Password   ${firstOwner.oneTimePassword}   (once: shown only now, replaced at the first sign-in)`,
      );
    }
  } else
    say(
      `  Who        ${people} ${people === 1 ? 'person' : 'people'}: npx dealerscope user list | reset-password`,
    );
  say(`  Data       ${config.databaseUrl ? 'the database of DATABASE_URL' : config.home}`);
  if (config.withSample)
    say(`  Market     ${sampleLots > 0 ? `${sampleLots} sample lots were read` : 'as left last time'}`);
  say('  Stop       Ctrl-C');
} catch (error) {
  process.stderr.write(`\nDealerScope could not start.\n${scrub(explain(error))}\n`);
  process.exit(1);
}
