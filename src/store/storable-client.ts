import pg from 'pg';
import { toStorableParameter } from './storable.ts';

const queryAsSent: (...parts: readonly unknown[]) => unknown = pg.Client.prototype.query;

/** A client whose texts the server can always hold; JSON is made so before, by `toStorableJson`. */
export class StorableClient extends pg.Client {}
StorableClient.prototype.query = function (
  this: pg.Client,
  text: unknown,
  values: unknown,
  ...rest: unknown[]
) {
  const sent = Array.isArray(values) ? values.map(toStorableParameter) : values;
  return queryAsSent.call(this, text, sent, ...rest);
} as typeof pg.Client.prototype.query;
