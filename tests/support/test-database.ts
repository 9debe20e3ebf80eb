import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly connectionString: string;
  drop(): Promise<void>;
}

const nameIn = (connectionString: string, name: string) =>
  connectionString.replace('/dealerscope?', `/${name}?`);

/** A database of one's own, cloned from the migrated template in some 20 ms. */
export const createTestDatabase = (): Promise<TestDatabase> => createFrom('dealerscope_template');

/** One in which nothing has run. */
export const createEmptyDatabase = (): Promise<TestDatabase> => createFrom('template0');

async function createFrom(template: string): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_SERVER;
  if (!server) throw new Error('run through vitest, which starts the database server');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const run = async (statement: string) => {
    const admin = new pg.Client({ connectionString: nameIn(server, 'postgres') });
    await admin.connect();
    try {
      await admin.query(statement);
    } finally {
      await admin.end();
    }
  };
  // two clones of one template at the same moment: the second has to wait for the first
  for (let tries = 0; ; tries++) {
    try {
      await run(`create database ${name} template ${template} strategy file_copy`);
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return { connectionString: nameIn(server, name), drop: () => run(`drop database ${name} with (force)`) };
}
