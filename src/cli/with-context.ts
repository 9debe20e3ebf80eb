import { readConfig } from '../config/read-config.ts';
import { type Context, createContext, createPeopleContext } from '../context.ts';
import { outlastLoss } from '../platform/database/outlast-loss.ts';
import { createLogger } from '../platform/logger.ts';
import { say } from './terminal.ts';

/** Runs a command against the database: that of a running server when there is one. */
export async function withContext<T>(work: (context: Context) => Promise<T>): Promise<T> {
  const config = readConfig();
  // all that is done before the work can be done again where the database goes away meanwhile
  const context = await outlastLoss(() =>
    createContext({
      config,
      logger: createLogger(config.logLevel, { secrets: config.secrets }),
      mayShare: true,
      onWaiting: say,
    }),
  );
  try {
    return await work(context);
  } finally {
    await context.dispose();
  }
}

/** Runs a command about people: no tables of prices are loaded for it. */
export async function withPeople<T>(
  work: (context: Pick<Context, 'identity'>) => Promise<T>,
  options: Pick<Parameters<typeof createPeopleContext>[0], 'secretUse'> = {},
): Promise<T> {
  const config = readConfig();
  const context = await outlastLoss(() =>
    createPeopleContext({
      config,
      logger: createLogger(config.logLevel, { secrets: config.secrets }),
      onWaiting: say,
      ...options,
    }),
  );
  try {
    return await work(context);
  } finally {
    await context.dispose();
  }
}
