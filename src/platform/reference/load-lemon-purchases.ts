import { basename } from 'node:path';
import {
  type LemonPurchase,
  type LemonPurchaseRejection,
  lemonPurchaseColumns,
  parseLemonPurchase,
} from '../../core/lemon/train/parse-lemon-purchase.ts';
import { readTable } from './read-table.ts';

export interface LoadedPurchases {
  readonly purchases: readonly LemonPurchase[];
  readonly rejections: readonly (LemonPurchaseRejection & { readonly line: number })[];
}

/** Reads purchases with their outcome, for training and measuring. Throws when the header is not the expected one. */
export function loadLemonPurchases(path: string): LoadedPurchases {
  const [header, ...lines] = readTable(path);
  if (header?.join() !== lemonPurchaseColumns.join())
    throw new Error(`${basename(path)}: header is not ${lemonPurchaseColumns.join()}`);
  const purchases: LemonPurchase[] = [];
  const rejections: (LemonPurchaseRejection & { line: number })[] = [];
  lines.forEach((cells, i) => {
    const purchase = parseLemonPurchase(cells);
    if (purchase.ok) purchases.push(purchase.value);
    else rejections.push({ ...purchase.error, line: i + 2 });
  });
  return { purchases, rejections };
}
