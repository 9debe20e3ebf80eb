import { parentPort, workerData } from 'node:worker_threads';
import type { Instant } from '../../core/kernel/instant.ts';
import { loadAppraisalTools } from '../../platform/reference/load-appraisal-tools.ts';
import { appraiseBlock } from './appraise-block.ts';
import type { RequestBlock } from './request-blocks.ts';

export interface WorkerSettings {
  readonly dataFolder: string;
  readonly now: Instant;
}

/** A thread of `appraise --jsonl`: a block of lines in, the bytes of its answers out, in the order they came. */
if (parentPort) {
  const port = parentPort;
  const { dataFolder, now } = workerData as WorkerSettings;
  const { tools } = await loadAppraisalTools(dataFolder);
  port.on('message', (block: RequestBlock) => {
    const answers = appraiseBlock(block, { tools, now });
    port.postMessage(answers, [answers.buffer]);
  });
}
