import { ConfigurationError } from './config.ts';

/** Something that the operator can change keeps the system from starting. The message is for them: print it alone. */
export class CannotStart extends Error {}

/** Whether the message alone tells the operator what to change. */
export function isOperators(error: unknown): boolean {
  return error instanceof CannotStart || error instanceof ConfigurationError;
}
