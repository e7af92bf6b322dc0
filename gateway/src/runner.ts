import type { Logger } from '@learnova/platform/log';
import { counter, type Registry, seconds } from '@learnova/platform/metrics';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { withDeadline } from './deadline.ts';
import type { Documents, GraphQLRequest, Operation } from './documents.ts';
import type { Call } from './endpoint.ts';
import { codeOf, presentable } from './errors.ts';
import type { TokenVerifier } from './identity.ts';
import type { Supergraph } from './supergraph.ts';

interface Parts {
  readonly supergraph: Supergraph;
  readonly documents: Documents;
  readonly tokens: TokenVerifier;
  /** Milliseconds for a query or mutation. */
  readonly deadlineMs: number;
  readonly log: Logger;
  readonly metrics: Registry;
}

/** Runs operations for both transports: who asks, what is asked, and the answer, by the same rules. */
export class Runner {
  readonly #parts: Parts;
  readonly #duration;
  readonly #errors;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { metrics } = parts;
    this.#duration = seconds(metrics, 'gateway_operation_seconds', 'Time to answer an operation', [
      'operation',
    ]);
    this.#errors = counter(metrics, 'gateway_errors_total', 'Errors told to clients', ['code']);
  }

  get schema(): GraphQLSchema {
    return this.#parts.supergraph.schema;
  }

  /** Why the token does not hold; undefined when it does, or when there is none. */
  async unauthenticated(authorization: string | undefined): Promise<readonly GraphQLError[] | undefined> {
    try {
      await this.#parts.tokens.verify(authorization);
      return undefined;
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return this.told([error]);
    }
  }

  read(request: GraphQLRequest): Operation | readonly GraphQLError[] {
    const operation = this.#parts.documents.operation(request);
    return 'document' in operation ? operation : this.told(operation);
  }

  /**
   * The answer to a query or mutation. When the client has left, a query is given up; a mutation runs to its end, so that
   * leaving does not decide how far it gets.
   * @param left is aborted when nobody waits for the answer
   */
  async run(operation: Operation, call: Call, left: AbortSignal): Promise<ExecutionResult> {
    const { supergraph, deadlineMs, log } = this.#parts;
    const kind = operation.node.operation;
    const outer = kind === 'mutation' ? new AbortController().signal : left;
    const stop = this.#duration.startTimer({ operation: kind });
    try {
      const result = await withDeadline(outer, deadlineMs, (signal) =>
        supergraph.execute(operation, { ...call, signal }),
      );
      this.told(result.errors ?? []);
      return result;
    } catch (error) {
      return { errors: this.told(presentable([error], call.requestId, log)) };
    } finally {
      stop();
    }
  }

  /** Counts errors on their way out. */
  told<T extends readonly GraphQLError[]>(errors: T): T {
    for (const error of errors) this.#errors.inc({ code: String(codeOf(error) ?? 'none') });
    return errors;
  }
}
