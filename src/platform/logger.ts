import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { createScrubber } from './scrub-secrets.ts';

export type Logger = PinoLogger;

export interface LoggerOptions {
  /** Secrets of the settings, which are taken out wherever they turn up. */
  readonly secrets?: readonly (string | undefined)[];
  /** Default: standard error. Standard output belongs to what the user asked for. */
  readonly destination?: DestinationStream;
}

const names = ['password', 'newPassword', 'currentPassword', 'secret', 'token', 'totp'];
const headers = ['authorization', 'cookie', '"set-cookie"', '"x-api-key"'];

/** What an error says of itself, and of what caused it; never what hangs on it, such as a connection with its keys. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'object' ? undefined : String(error);
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type: name,
    message,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    stack,
    ...(cause !== undefined && depth < 4 && { cause: describeError(cause, depth + 1) }),
  };
}

/** JSON lines. No line holds a password, key, cookie or token: by its name, by its shape, and by its value. */
export function createLogger(
  level: string,
  { secrets = [], destination = pino.destination({ dest: 2, sync: true }) }: LoggerOptions = {},
): Logger {
  const scrub = createScrubber(secrets);
  return pino(
    {
      level,
      base: { service: 'dealerscope' },
      redact: [...names, ...headers].flatMap((name) =>
        name.startsWith('"')
          ? [`[${name}]`, `*[${name}]`, `*.*[${name}]`]
          : [name, `*.${name}`, `*.*.${name}`],
      ),
      serializers: {
        err: describeError,
        // what stands behind the question mark may be a key that somebody put there
        req: ({ method, url, ip }: { method?: string; url?: string; ip?: string }) => ({
          method,
          path: url?.split('?', 1)[0],
          ip,
        }),
        res: ({ statusCode }: { statusCode?: number }) => ({ statusCode }),
      },
    },
    { write: (line: string) => destination.write(scrub(line)) },
  );
}
