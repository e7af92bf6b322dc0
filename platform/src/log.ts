import { type Logger, pino } from 'pino';

export type { Logger };

/** JSON lines on standard output, with ids and never with names, tokens, inputs or messages of people. */
export function createLog(name: string, level = 'info'): Logger {
  return pino({ name, level, redact: ['authorization', 'headers.authorization', '*.password', '*.token'] });
}

/** Says nothing: for programs that speak to a person, and for tests. */
export const silent: Logger = pino({ level: 'silent' });
