#!/usr/bin/env node
// Runs the command line under the Node that package.json pins, whatever Node the machine has.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';

const root = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const entry = path.join(root, 'src/cli/main.ts');
if (Number(process.versions.node.split('.')[0]) >= 24) {
  // what was compiled is kept for the next command and for threads, which start in half the time; it does without where
  // the folder cannot be written
  module.enableCompileCache(path.join(root, 'node_modules/.cache/compiled'));
  await import(entry);
} else {
  const pinned = [
    path.join(root, 'node_modules/node/bin/node'),
    path.join(root, 'node_modules/.bin/node'),
  ].find(existsSync);
  if (!pinned) {
    process.stderr.write('DealerScope needs its own Node 24: run npm install first.\n');
    process.exit(1);
  }
  const child = spawn(pinned, [entry, ...process.argv.slice(2)], { stdio: 'inherit' });
  // who ends this process means the command: it is told, and this process ends as it ends
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    process.stderr.write(`${pinned} cannot be run: ${error.message}\n`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    for (const name of signals) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}
