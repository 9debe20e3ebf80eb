import { readConfig } from '../config/read-config.ts';
import { type Context, createContext, createPeopleContext } from '../context.ts';
import { createLogger } from '../platform/logger.ts';

/** Runs a command against the database: that of a running server when there is one. */
export async function withContext<T>(work: (context: Context) => Promise<T>): Promise<T> {
  const config = readConfig();
  const context = await createContext({
    config,
    logger: createLogger(config.logLevel, { secrets: config.secrets }),
    mayShare: true,
  });
  try {
    return await work(context);
  } finally {
    await context.dispose();
  }
}

/** Runs a command about people: no tables of prices are loaded for it. */
export async function withPeople<T>(work: (context: Pick<Context, 'identity'>) => Promise<T>): Promise<T> {
  const config = readConfig();
  const context = await createPeopleContext({
    config,
    logger: createLogger(config.logLevel, { secrets: config.secrets }),
  });
  try {
    return await work(context);
  } finally {
    await context.dispose();
  }
}
