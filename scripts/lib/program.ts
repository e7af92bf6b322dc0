import { type ParseArgsConfig, parseArgs } from 'node:util';
import { CannotStart, isOperators } from '@learnova/platform/cannot-start';

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Runs a program. What its operator can change is told as it stands, anything else with the place where it arose. */
export function run(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    // A port may be taken after it was looked at.
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    const isPlain = isOperators(error) || isTaken;
    const text = error instanceof Error ? (isPlain ? error.message : error.stack) : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  });
}

/** What stands on the command line. @throws CannotStart with the usage when it is none of the options */
export function optionsOf<T extends ParseArgsConfig>(
  config: T,
  usage: string,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error;
    throw new CannotStart(`${message.split('. ')[0]}.\n\n${usage}`);
  }
}
