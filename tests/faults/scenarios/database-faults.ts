import type { OwnPostgres } from '../kit/own-postgres.ts';
import type { TcpProxy } from '../kit/tcp-proxy.ts';

export interface Scene {
  readonly postgres: OwnPostgres;
  readonly proxy: TcpProxy;
}

export interface DatabaseFault {
  readonly name: string;
  /** How long it is away. Silence has to last longer than the program's own deadlines, or nothing is shown. */
  readonly awayMs: number;
  readonly begin: (scene: Scene) => void | Promise<void>;
  readonly end: (scene: Scene) => void | Promise<void>;
}

const nothing = () => undefined;

export const databaseFaults: readonly DatabaseFault[] = [
  {
    name: 'database stopped',
    awayMs: 3_000,
    begin: ({ postgres }) => postgres.stop('fast'),
    end: ({ postgres }) => postgres.start(),
  },
  {
    name: 'database killed',
    awayMs: 2_000,
    begin: ({ postgres }) => postgres.kill(),
    end: ({ postgres }) => postgres.start(),
  },
  {
    name: 'database frozen',
    awayMs: 8_000,
    begin: ({ postgres }) => postgres.freeze(),
    end: ({ postgres }) => postgres.thaw(),
  },
  {
    name: 'database behind a black hole',
    awayMs: 15_000,
    begin: ({ proxy }) => proxy.swallow(),
    end: ({ proxy }) => proxy.heal(),
  },
  { name: 'every connection cut', awayMs: 0, begin: ({ proxy }) => proxy.cut(), end: nothing },
];
