import { type Logger as PinoLogger, pino } from 'pino';

export type Logger = PinoLogger;

/** JSON lines on standard error; standard output belongs to what the user asked for. */
export const createLogger = (level: string): Logger =>
  pino(
    {
      level,
      base: { service: 'dealerscope' },
      redact: [
        '*.password',
        '*.authorization',
        '*.cookie',
        'req.headers.authorization',
        'req.headers.cookie',
      ],
    },
    pino.destination({ dest: 2, sync: true }),
  );
