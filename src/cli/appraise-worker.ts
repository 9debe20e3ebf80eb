import { parentPort, workerData } from 'node:worker_threads';
import type { Instant } from '../core/kernel/instant.ts';
import { loadAppraisalTools } from '../platform/reference/load-appraisal-tools.ts';
import { appraiseLine } from './appraise-lines.ts';

/** Lines in a row of the input; `firstLine` counts from 1. Blank lines are skipped. */
export interface LineBlock {
  readonly firstLine: number;
  readonly lines: readonly string[];
}

export interface WorkerSettings {
  readonly dataFolder: string;
  readonly now: Instant;
}

/** A thread of `appraise --jsonl`: a block of lines in, the text of its answers out, in the order they came. */
if (parentPort) {
  const port = parentPort;
  const { dataFolder, now } = workerData as WorkerSettings;
  const { tools } = await loadAppraisalTools(dataFolder);
  port.on('message', ({ firstLine, lines }: LineBlock) => {
    let answers = '';
    lines.forEach((text, at) => {
      if (text.trim() !== '') answers += `${appraiseLine(text, firstLine + at, { tools, now })}\n`;
    });
    port.postMessage(answers);
  });
}
