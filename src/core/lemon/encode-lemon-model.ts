import { lemonChecksum } from './lemon-checksum.ts';
import type { LemonModel } from './lemon-model.ts';

export const lemonFormat = 'dealerscope-lemon-model';
/** Raised when a reader of older files would get other answers, or none. */
export const lemonFormatVersion = 1;

/** One line of JSON with a checksum over its body. Same model, same text. */
export function encodeLemonModel(model: LemonModel): string {
  const { baseRate, intercept, scales, ranges, forest, training } = model;
  const body = { baseRate, intercept, scales, ranges, forest, training };
  return `${JSON.stringify({
    format: lemonFormat,
    formatVersion: lemonFormatVersion,
    checksum: lemonChecksum(JSON.stringify(body)),
    body,
  })}\n`;
}
