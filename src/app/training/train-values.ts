import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { encodeModel } from '../../core/valuation/boosting/model-file.ts';
import { type ScreenReport, screenSales } from '../../core/valuation/boosting/screen-sales.ts';
import {
  assembleModel,
  defaultTrainOptions,
  leastSales,
  type PieceResult,
  type TrainOptions,
  trainingPieces,
} from '../../core/valuation/boosting/train-value-model.ts';
import type { TrainingSale } from '../../core/valuation/boosting/training-sale.ts';
import type { Vehicle } from '../../core/vehicle/vehicle.ts';
import { ProblemError } from '../problem-error.ts';
import { createIdentify } from './create-identify.ts';
import type { ModelCard } from './model-card.ts';
import type { PieceMessage } from './piece.worker.ts';
import { readSalesFile } from './read-sales-file.ts';

export interface TrainRequest {
  /** Contents of sales files, CSV, gzipped or not; read as one body of sales. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Sales after this moment are left out, and counted. */
  readonly asOfMs: number;
  readonly threads: number;
  readonly onProgress?: (done: number, total: number, step: string) => void;
  readonly onScreened?: (report: ScreenReport) => void;
}

export interface TrainedValues extends ModelCard {
  readonly file: Uint8Array;
}

/** Training reads `facts` alone; the vehicles would only be copied into every thread. */
const noVehicle: Vehicle = { segment: 'other', confidence: 0, provenance: {} };

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Trains the wholesale model from sales files: the same files and day give the same model. Throws ProblemError where
 * columns are missing or too few sales are usable.
 */
export async function trainValues(request: TrainRequest): Promise<TrainedValues> {
  const { files, asOfMs, threads } = request;
  const { sales, report } = screenFiles(files, asOfMs);
  request.onScreened?.(report);
  if (sales.length < leastSales) {
    throw new ProblemError(
      400,
      'too_few_sales',
      `${sales.length} usable sales; at least ${leastSales} are needed to train.`,
    );
  }
  const [only] = files;
  const dataHash =
    files.length === 1 && only ? sha256(only.bytes) : sha256(files.map(({ bytes }) => sha256(bytes)).join());
  const options: TrainOptions = { ...defaultTrainOptions, dataHash };
  const results = await trainInThreads(sales, options, threads, request.onProgress);
  const model = assembleModel(sales, results, options);
  const file = encodeModel(model);
  return { name: `wholesale-${sha256(file).slice(0, 12)}`, model, report, fileBytes: file.length, file };
}

/** On its own, so that the rows as read do not outlive it. */
function screenFiles(files: TrainRequest['files'], asOfMs: number) {
  const rows = files.flatMap(({ name, bytes }) => {
    try {
      return readSalesFile(bytes);
    } catch (cause) {
      throw new ProblemError(
        400,
        'bad_sales_file',
        `${name} cannot be read as CSV: ${(cause as Error).message}`,
      );
    }
  });
  const screened = screenSales(rows, asOfMs, createIdentify());
  if (!screened.ok) {
    throw new ProblemError(
      400,
      'missing_columns',
      `The sales lack the columns ${screened.missingColumns.join(', ')}.`,
    );
  }
  return screened;
}

/** Hands the pieces out to the threads, longest first; answers their results in the order of `trainingPieces`. */
function trainInThreads(
  sales: readonly TrainingSale[],
  options: TrainOptions,
  threads: number,
  onProgress: TrainRequest['onProgress'],
): Promise<PieceResult[]> {
  // the effects and three ensembles for every track of every piece, and the guide values of two
  const steps = trainingPieces.reduce((sum, piece) => sum + piece.tracks.length * 4, 0) + 2;
  const found: PieceResult[] = [];
  let next = 0;
  let step = 0;
  let done = 0;
  return new Promise((resolve, reject) => {
    for (let thread = 0; thread < threads; thread++) {
      const worker = new Worker(new URL('./piece.worker.ts', import.meta.url), {
        workerData: { sales: sales.map((sale) => ({ ...sale, vehicle: noVehicle })), options },
        resourceLimits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 16 },
      });
      const assign = (): void => {
        if (next < trainingPieces.length) worker.postMessage(next++);
        else void worker.terminate();
      };
      worker.on('error', reject);
      worker.on('message', (message: PieceMessage) => {
        if (message.kind === 'step') {
          step += 1;
          onProgress?.(step, steps, message.step);
          return;
        }
        found[message.piece] = message.result;
        done += 1;
        assign();
        if (done === trainingPieces.length) resolve(found);
      });
      assign();
    }
  });
}
