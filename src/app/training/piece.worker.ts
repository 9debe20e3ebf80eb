import { parentPort, workerData } from 'node:worker_threads';
import {
  type PieceResult,
  type TrainOptions,
  trainingPieces,
  trainPiece,
} from '../../core/valuation/boosting/train-value-model.ts';
import type { TrainingSale } from '../../core/valuation/boosting/training-sale.ts';

export type PieceMessage =
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'done'; readonly piece: number; readonly result: PieceResult };

const { sales, options } = workerData as { sales: readonly TrainingSale[]; options: TrainOptions };
const send = (message: PieceMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', (index: number) => {
  const piece = trainingPieces[index];
  if (piece === undefined) throw new RangeError(`no piece ${index}`);
  const result = trainPiece(sales, piece, options, (step) => send({ kind: 'step', step }));
  send({ kind: 'done', piece: index, result });
});
