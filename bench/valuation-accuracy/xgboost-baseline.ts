import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Track } from '../../src/core/valuation/boosting/effect-terms.ts';

export interface BaselineCells {
  readonly xgboost: string;
  /** Way of knowing → first letter of the hold-out → errors. */
  readonly cells: Readonly<
    Record<Track, Readonly<Record<string, { readonly mae: number; readonly medianApe: number }>>>
  >;
}

const script = fileURLToPath(new URL('../baselines/xgboost-baseline.py', import.meta.url));

/** A plain XGBoost on the same sales; undefined where no Python with it is installed. */
export function runXgboost(
  salesFile: URL,
  heldBack: ReadonlyMap<string, readonly { readonly row: number }[]>,
): BaselineCells | undefined {
  const python = ['/usr/bin/python3', 'python3'].find(
    (name) => spawnSync(name, ['-c', 'import xgboost, sklearn, pandas']).status === 0,
  );
  if (python === undefined) return undefined;
  const folder = new URL('../../.tmp/bench/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const list = new URL('held-back.csv', folder);
  const rows = [...heldBack].flatMap(([name, sales]) => sales.map(({ row }) => `${row},${name.slice(0, 1)}`));
  writeFileSync(list, `row,part\n${rows.join('\n')}\n`);
  const out = execFileSync(python, [script, fileURLToPath(salesFile), fileURLToPath(list)], {
    encoding: 'utf8',
  });
  return JSON.parse(out) as BaselineCells;
}
