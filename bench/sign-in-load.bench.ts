/**
 * What signing in costs those who are signed in already: `GET /api/v1/deals` of one caller while nobody signs in and while
 * four do without pause, in turns within one run, on the real program with its own PostgreSQL. Fails above 1.5 times.
 * Usage: node bench/sign-in-load.bench.ts [seconds of each kind]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { owner, signInOwner, startProgram } from '../tests/support/start-program.ts';
import { loadNow, machine, quantileOf } from './market.ts';

const seconds = Number(process.argv[2] ?? 16);
const rounds = 8;
const signers = 4;
const bound = 1.5;

/** No limit is to be met but that of the machine. */
const program = await startProgram({ DEALERSCOPE_REQUESTS_PER_MINUTE: '1000000', LOG_LEVEL: 'silent' });
try {
  const { url } = program;
  const { key } = await signInOwner(url);
  const list = async () => {
    const began = performance.now();
    const answer = await fetch(`${url}/api/v1/deals?limit=25`, {
      headers: { authorization: `Bearer ${key}` },
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`the list answered ${answer.status}`);
    return performance.now() - began;
  };

  let isSigning = false;
  const outcomes = { in: 0, waited: 0 };
  const signIn = async () => {
    const answer = await fetch(`${url}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(owner),
    });
    await answer.arrayBuffer();
    if (answer.ok) outcomes.in += 1;
    else {
      outcomes.waited += 1;
      await sleep(50);
    }
  };
  const times = { idle: [] as number[], signing: [] as number[] };
  for (let warm = 0; warm < 200; warm++) await list();
  for (let round = 0; round < rounds; round++)
    for (const kind of ['idle', 'signing'] as const) {
      isSigning = kind === 'signing';
      const signing = Array.from({ length: isSigning ? signers : 0 }, async () => {
        while (isSigning) await signIn();
      });
      if (isSigning) await sleep(200);
      const until = performance.now() + (seconds * 1000) / rounds;
      while (performance.now() < until) times[kind].push(await list());
      isSigning = false;
      await Promise.all(signing);
    }

  const figures = (all: readonly number[]) => ({
    lists: all.length,
    p50: Number(quantileOf(all, 0.5).toFixed(2)),
    p95: Number(quantileOf(all, 0.95).toFixed(2)),
    p99: Number(quantileOf(all, 0.99).toFixed(2)),
  });
  const result = {
    name: 'sign-in-load',
    machine: machine(),
    load: loadNow(),
    signers,
    signInsPerSecond: Number((outcomes.in / seconds).toFixed(1)),
    idle: figures(times.idle),
    signing: figures(times.signing),
    ratio: Number((quantileOf(times.signing, 0.5) / quantileOf(times.idle, 0.5)).toFixed(2)),
  };
  console.log(`${result.machine}; load ${result.load}`);
  console.table({ 'nobody signs in': result.idle, [`${signers} sign in at once`]: result.signing });
  console.log(
    `${result.signInsPerSecond} sign-ins a second (${outcomes.waited} had to wait); the list takes ${result.ratio} times as long (p50), at most ${bound}.`,
  );
  const out = new URL('../.tmp/bench/', import.meta.url);
  mkdirSync(out, { recursive: true });
  writeFileSync(new URL('sign-in-load.json', out), `${JSON.stringify(result, null, 2)}\n`);
  if (result.ratio > bound) process.exitCode = 1;
} finally {
  await program.stop();
}
