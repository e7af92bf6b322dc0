import { type DestinationStream, type Logger, pino } from 'pino';
import { Fault } from './fault.ts';

export type { Logger };

/**
 * JSON lines on standard output, with ids and never with names, tokens, inputs or messages of people: of an error, whoever
 * logs it, no message is written.
 */
export function createLog(
  name: string,
  level = 'info',
  destination: DestinationStream | undefined = undefined,
): Logger {
  const options = {
    name,
    level,
    redact: ['authorization', 'headers.authorization', '*.password', '*.token'],
    serializers: { err: (error: unknown) => pino.stdSerializers.err(Fault.of(error)) },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Says nothing: for programs that speak to a person, and for tests. */
export const silent: Logger = pino({ level: 'silent' });
