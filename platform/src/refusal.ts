import { GraphQLError } from 'graphql';

/**
 * A refusal that the client may read: a stable code, and a sentence that says what to do next.
 * Everything else that is thrown reaches the client as `INTERNAL` with the request's id.
 */
export class Refusal extends GraphQLError {
  readonly code: string;

  constructor(code: string, message: string, more: Record<string, unknown> = {}) {
    super(message, { extensions: { code, ...more } });
    this.code = code;
  }
}

export function refusal(code: string, message: string, more?: Record<string, unknown>): Refusal {
  return new Refusal(code, message, more);
}

export function unauthenticated(message = 'Sign in, or sign in again: this session has ended.'): Refusal {
  return new Refusal('UNAUTHENTICATED', message);
}

export function forbidden(message = 'You may not do this. Ask the school office if you should.'): Refusal {
  return new Refusal('FORBIDDEN', message);
}

/** Also the answer for what exists and may not be seen. `what` is a noun: "section". */
export function notFound(what: string): Refusal {
  return new Refusal('NOT_FOUND', `There is no such ${what}.`);
}

/** `path` leads to the input field: `['input', 'marks', '3', 'codeId']`. */
export function badInput(path: readonly string[], message: string): Refusal {
  return new Refusal('BAD_USER_INPUT', message, { field: path });
}

/** A service that is needed for the answer does not answer now; the same request may succeed later. */
export function unavailable(service: string): Refusal {
  return new Refusal('UNAVAILABLE', `The ${service} service does not answer. Try again in a moment.`, {
    service,
    retryable: true,
  });
}

/** The version that stands; without anybody who changed it, the first one. */
export interface Newest {
  readonly version: number;
  readonly changedBy: string | null;
  readonly changedAt: Date | null;
}

/**
 * A command was decided upon another version than the one that stands: says who made that, and when. One shape under the code of
 * each service. `what` is a noun; the name is for the sentence alone, since a client keeps ids.
 */
export function changedMeanwhile(
  code: string,
  what: string,
  { version, changedBy, changedAt }: Newest,
  name: string | undefined,
): Refusal {
  const at = changedAt?.toISOString() ?? null;
  const fact = changedBy
    ? `${name ?? 'Somebody'} changed this ${what} at ${at}.`
    : `This ${what} is not at the version that you expect.`;
  const sentence = `${fact} Load it again, and repeat what is still to be done.`;
  return new Refusal(code, sentence, {
    ...{ field: ['input', 'expectedVersion'], version, changedBy, changedAt: at },
  });
}
