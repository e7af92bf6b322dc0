import type { Logger } from '@learnova/platform/log';
import { GraphQLError } from 'graphql';
import type { Call } from './endpoint.ts';

/** A refusal of the gateway itself: a stable code and a sentence that says what to do next. */
export function refused(code: string, message: string, more: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...more } });
}

export function unavailable(service: string): GraphQLError {
  const message = `The ${service} service does not answer. Try again in a moment.`;
  return refused('UNAVAILABLE', message, { service, retryable: true });
}

export function codeOf(error: {
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}): unknown {
  return error.extensions?.code;
}

/** Adds a code where the error has none: graphql-js gives its own errors none. */
export function coded(error: GraphQLError, code: string): GraphQLError {
  if (codeOf(error)) return error;
  const { nodes, source, positions, path, extensions } = error;
  return new GraphQLError(error.message, {
    nodes,
    source,
    positions,
    path,
    extensions: { ...extensions, code },
  });
}

/**
 * What the client may read of errors: those with a code as they are; of all others only that something went wrong, with
 * the request's id, and the cause in the log. The texts of such causes can hold host names and worse.
 */
export function presentable(errors: readonly unknown[], requestId: string, log: Logger): GraphQLError[] {
  return errors.map((error) => {
    if (error instanceof GraphQLError && codeOf(error)) return error;
    log.error({ err: error, requestId }, 'a request failed');
    return internal(requestId, error instanceof GraphQLError ? error.path : undefined);
  });
}

function internal(requestId: string, path: GraphQLError['path']): GraphQLError {
  const message = `Something went wrong on our side. Report this number: ${requestId}.`;
  return new GraphQLError(message, { path, extensions: { code: 'INTERNAL', requestId } });
}

/** What to throw of a fault in work for somebody; as it is once they have left, when nobody reads it. */
export function faultOf(
  error: unknown,
  { signal, requestId }: Pick<Call, 'signal' | 'requestId'>,
  log: Logger,
): unknown {
  return signal.aborted ? error : presentable([error], requestId, log)[0];
}
