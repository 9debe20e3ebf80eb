import { runMigrations } from 'graphile-worker';

/** Makes the queue's own schema, or brings it up to date; under the start lock, for two that do so at once meet. */
export const prepareQueue = (connectionString: string): Promise<void> => runMigrations({ connectionString });
