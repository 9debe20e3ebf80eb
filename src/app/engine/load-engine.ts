import { createHash } from 'node:crypto';
import type { AppraisalTools } from '../../core/appraisal.ts';
import type { LoadedTools } from '../../platform/reference/load-appraisal-tools.ts';
import type { Database } from '../../store/connection.ts';
import { learnCloses } from '../learn-closes.ts';
import { learnHeldDays } from '../learn-held-days.ts';
import { weighOwnSales } from '../training/own-sales.ts';
import { findModelInService } from '../training/value-models.ts';
import type { Engine } from './engine.ts';

export interface LoadEngineDeps {
  readonly db: Database;
  /** The tables that ship, with the model that ships. */
  readonly shipped: LoadedTools;
  /** The same with a trained model; undefined where it cannot be read. */
  readonly loadWith: (model: Uint8Array) => Promise<LoadedTools | undefined>;
  /** Hears of each trained model that had to be passed over. */
  readonly onRefused: (version: string, reason: string) => void;
}

/** What an engine is made from as it stands now: model in service, shared sales, closes and held days. */
export async function loadEngine({ db, shipped, loadWith, onRefused }: LoadEngineDeps): Promise<Engine> {
  const inService = await findModelInService(db, onRefused);
  const loaded = (inService && (await loadWith(inService.body))) ?? shipped;
  const [closes, held, valuer] = await Promise.all([
    learnCloses(db),
    learnHeldDays(db),
    weighOwnSales(db, loaded.tools.valuer, loaded.tools.vinDecoder),
  ]);
  const tools: AppraisalTools = {
    ...loaded.tools,
    valuer,
    costTables: { ...loaded.tools.costTables, ...(held && { held }) },
    ...(closes && { closes }),
  };
  const values = loaded.engineVersion.replace(loaded.tools.valuer.version, valuer.version);
  return { version: `${values}${printOf('closes', closes)}${printOf('held', held)}`, tools };
}

/** Nothing for what is not there; else a short print of what it says. */
function printOf(name: string, learned: unknown): string {
  if (learned === undefined) return '';
  const text = JSON.stringify(learned, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
  return ` ${name}:${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}
