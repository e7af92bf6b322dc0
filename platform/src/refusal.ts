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
