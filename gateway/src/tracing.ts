import { type Attributes, context, ROOT_CONTEXT, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { GraphQLError } from 'graphql';
import { codeOf } from './errors.ts';

/**
 * The names that @apollo/gateway gives its spans: an operation from its reading to its answer, or what a subscriber is told of one
 * event; reading it; planning it, once; running the plan; one question to a service; shaping the answer.
 */
export type SpanName =
  | 'gateway.request'
  | 'gateway.validate'
  | 'gateway.plan'
  | 'gateway.execute'
  | 'gateway.fetch'
  | 'gateway.postprocessing';

type Errors = readonly Parameters<typeof codeOf>[0][];

/** Whichever OpenTelemetry SDK the process was started with; without one, next to nothing is done. */
const tracer = trace.getTracer('learnova.gateway');

/** Attributes of what is traced of a subscription. */
export const ofStream = { 'graphql.operation.type': 'subscription' };

/**
 * Does a part of the work in a span, which holds what is traced meanwhile. Attributes are names and codes: no value that somebody sent
 * and no text of an error belongs there.
 */
export function traced<T>(name: SpanName, attributes: Attributes, task: (span: Span) => T): T {
  return tracer.startActiveSpan(name, { attributes }, (span) => ending(span, () => task(span)));
}

/** The same, in no other span: what goes on for long after whoever began it was answered. */
export function tracedApart<T>(name: SpanName, attributes: Attributes, task: (span: Span) => T): T {
  return context.with(ROOT_CONTEXT, () => traced(name, attributes, task));
}

/** A span whose parts are done one after the other, by whoever has it; the last of them ends it. */
export class OpenSpan {
  readonly #span: Span;
  readonly #inside;

  constructor(name: SpanName) {
    this.#span = tracer.startSpan(name);
    this.#inside = trace.setSpan(context.active(), this.#span);
  }

  /** A part of it. One that throws is the last. */
  async hold<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await context.with(this.#inside, task);
    } catch (error) {
      this.end([error instanceof GraphQLError ? error : {}]);
      throw error;
    }
  }

  name(attributes: Attributes): void {
    this.#span.setAttributes(attributes);
  }

  end(errors: Errors = []): void {
    failed(this.#span, errors);
    this.#span.end();
  }
}

/** Tells in the span that there were errors, and of which kind the first is. */
export function failed(span: Span, errors: Errors): void {
  const [first] = errors;
  if (!first) return;
  span.setAttribute('error.type', String(codeOf(first) ?? 'INTERNAL'));
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function ending<T>(span: Span, task: () => T): T {
  const fail = (error: unknown): never => {
    failed(span, [error instanceof GraphQLError ? error : {}]);
    span.end();
    throw error;
  };
  try {
    const result = task();
    if (result instanceof Promise) return result.then(end, fail) as T;
    span.end();
    return result;
  } catch (error) {
    return fail(error);
  }

  function end(value: unknown): unknown {
    span.end();
    return value;
  }
}
