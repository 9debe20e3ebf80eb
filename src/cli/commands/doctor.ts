import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Command } from 'commander';
import { readConfig } from '../../config/read-config.ts';
import { createContext } from '../../context.ts';
import { dataFolder, projectFolder } from '../../platform/folders.ts';
import { createLogger } from '../../platform/logger.ts';
import { print, printJson } from '../terminal.ts';

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
}

async function examine(): Promise<Finding[]> {
  const findings: Finding[] = [];
  const add = (check: string, ok: boolean, detail: string) => findings.push({ check, ok, detail });
  const attempt = async (check: string, work: () => Promise<string> | string) => {
    try {
      add(check, true, await work());
    } catch (error) {
      add(check, false, error instanceof Error ? error.message : String(error));
    }
  };
  add('node', Number(process.versions.node.split('.')[0]) >= 24, process.version);
  await attempt('settings', () => {
    readConfig();
    return 'the environment is understood';
  });
  if (findings.some((finding) => !finding.ok)) return findings;
  const config = readConfig();
  await attempt('disk', () => {
    const folder = existsSync(config.home) ? config.home : path.dirname(config.home);
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    const freeMegabytes = Math.floor((bavail * bsize) / 1e6);
    if (freeMegabytes < 500) throw new Error(`only ${freeMegabytes} MB free at ${folder}`);
    return `${folder}, ${freeMegabytes.toLocaleString('en-US')} MB free`;
  });
  add(
    'web pages',
    existsSync(path.join(projectFolder, 'web/dist/index.html')) ||
      existsSync(path.join(projectFolder, 'web/src')),
    'built, or will be at the next start',
  );
  await attempt('database', async () => {
    const context = await createContext({ config, logger: createLogger('silent'), mayShare: true });
    try {
      const { serverVersion, lots, captures } = await context.app.describeInstallation();
      add('market', true, `${lots} lots of ${captures} captures`);
      add('values', true, context.market.engine.value.version);
      return `PostgreSQL ${serverVersion}, ${context.database.kind}`;
    } finally {
      await context.dispose();
    }
  });
  add('shipped data', existsSync(dataFolder), dataFolder);
  add(
    'GSA key',
    true,
    config.gsa.apiKey
      ? 'set: npx dealerscope ingest gsa-api asks for live lots'
      : 'not set: GSA Auctions is not asked (optional)',
  );
  return findings;
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check that this installation has what it needs; exit code 1 when something is missing')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', '\nExample:\n  $ npx dealerscope doctor')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine();
      if (json) printJson(findings);
      else
        for (const { check, ok, detail } of findings)
          print(`${ok ? 'ok  ' : 'BAD '}  ${check.padEnd(13)} ${detail}`);
      if (findings.some((finding) => !finding.ok)) process.exitCode = 1;
    });
}
