import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { screenSales } from '../../src/core/valuation/boosting/screen-sales.ts';
import type { TrainedTrack } from '../../src/core/valuation/boosting/train-track.ts';
import {
  type TrainOptions,
  trainingPieces,
  trainPiece,
} from '../../src/core/valuation/boosting/train-value-model.ts';
import { createIdentify } from './create-identify.ts';
import { readSalesFile } from './read-sales-file.ts';

export type PieceMessage =
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'done'; readonly piece: number; readonly tracks: TrainedTrack[] };

const { salesPath, asOfMs, options } = workerData as {
  salesPath: string;
  asOfMs: number;
  options: TrainOptions;
};
const screened = screenSales(readSalesFile(readFileSync(salesPath)), asOfMs, createIdentify());
const send = (message: PieceMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', (index: number) => {
  const piece = trainingPieces[index];
  if (piece === undefined || !screened.ok) throw new RangeError(`no piece ${index} or no sales`);
  const tracks = trainPiece(screened.sales, piece, options, (step) => send({ kind: 'step', step }));
  send({ kind: 'done', piece: index, tracks });
});
