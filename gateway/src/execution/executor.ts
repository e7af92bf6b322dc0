import type { QueryPlan } from '@apollo/query-planner';
import {
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { type Operation, REMEMBERED, weightOf } from '../documents.ts';
import type { Call, GraphQLAnswer } from '../endpoint.ts';
import { refused } from '../errors.ts';
import type { Planning } from '../planning.ts';
import { Regulars } from '../regulars.ts';
import type { Service } from '../service.ts';
import { failed, traced } from '../tracing.ts';
import { CompiledOperation } from './compiled.ts';
import { type ConditionsAsked, conditionsAsked, conditionsIn, decided } from './conditions.ts';
import type { Execution, Subscribed } from './execution.ts';
import { Introspection } from './introspection.ts';
import { toldLoss } from './missing.ts';
import { inOrder } from './root-fields.ts';
import { Run } from './run.ts';

/** Runs Apollo's plans, each compiled once: of the plan, the fetches and the answer's shape nothing is read again. */
export class Executor implements Execution {
  readonly #planning: Planning;
  readonly #schema: GraphQLSchema;
  readonly #services: ReadonlyMap<string, Service>;
  /** Planning takes no turn of the event loop, so that none is planned twice, however many ask for it at once. */
  readonly #compiled = new Regulars<CompiledOperation>(REMEMBERED);
  readonly #asked = new WeakMap<OperationDefinitionNode, ConditionsAsked>();
  readonly #introspection: Introspection;

  /** @param schema what clients see */
  constructor(planning: Planning, schema: GraphQLSchema, services: ReadonlyMap<string, Service>) {
    this.#planning = planning;
    this.#schema = schema;
    this.#services = services;
    this.#introspection = new Introspection(schema);
  }

  async run(operation: Operation, call: Call): Promise<ExecutionResult> {
    const compiled = this.#compile(operation);
    if (!compiled.step && compiled.needsServices)
      return {
        data: null,
        errors: [refused('UNPLANNABLE', 'No service can answer what this operation asks.')],
      };
    return this.#execute(compiled, operation, this.#start(compiled, operation, call));
  }

  isPlanned(operation: Operation): boolean {
    try {
      return this.#compiled.has(this.#asWanted(operation).key);
    } catch {
      return true; // a condition is no Boolean
    }
  }

  prepare(operation: Operation): void {
    this.#compile(operation, true);
  }

  subscription(operation: Operation): Subscribed {
    const compiled = this.#compile(operation);
    const { primary } = compiled;
    if (!primary) throw new Error('what was planned is no subscription');
    return {
      primary: primary.fetch,
      complete: async (answer: GraphQLAnswer, call: Call) => {
        const run = this.#start(compiled, operation, call);
        primary.deliver(run, run.start, answer);
        return this.#execute(compiled, operation, run);
      },
    };
  }

  #start(compiled: CompiledOperation, { variables }: Operation, call: Call): Run {
    return new Run({ services: this.#services, call, variables, documents: compiled.documents });
  }

  #execute(compiled: CompiledOperation, operation: Operation, run: Run): Promise<ExecutionResult> {
    return traced('gateway.execute', {}, async (span) => {
      await compiled.step?.(run, run.start);
      const result = traced('gateway.postprocessing', {}, () => this.#shaped(compiled, operation, run));
      failed(span, result.errors ?? []);
      return result;
    });
  }

  #compile(operation: Operation, isRegular = false): CompiledOperation {
    const { document, operationName, text } = operation;
    const { key, conditions, isConditional } = this.#asWanted(operation);
    const known = this.#compiled.get(key);
    if (known) return known;
    const asked = isConditional ? decided(document, conditions) : document;
    const plan = this.#planning.plan(inOrder(asked, operationName, this.#schema), operationName);
    const compiled = new CompiledOperation(plan, operation, conditions, this.#schema, this.#planning.full);
    this.#compiled.set(key, compiled, weightOf(document, text) + weightOfPlan(plan), isRegular);
    return compiled;
  }

  /** What plans are kept by. Throws a refusal when a condition is no Boolean. */
  #asWanted({ document, node, operationName, variables, hash }: Operation) {
    const asked = this.#asked.get(node) ?? conditionsAsked(document, node);
    this.#asked.set(node, asked);
    const conditions = conditionsIn(asked, variables);
    const key = [hash, operationName ?? '', ...conditions.values()].join(' ');
    return { key, conditions, isConditional: asked.isConditional };
  }

  #shaped(compiled: CompiledOperation, operation: Operation, run: Run): ExecutionResult {
    const { project } = compiled;
    const shaping = {
      trail: undefined,
      tell: () => undefined,
      introspect: (nodes: readonly FieldNode[]) => this.#introspection.answer(operation, nodes),
    };
    const data = project(run.root, shaping);
    // Faults of the program among them are told apart by whoever presents them.
    for (const loss of run.losses) run.errors.push(...toldLoss(loss, data));
    if (run.errors.length > 0) return { data, errors: run.errors as GraphQLError[] };
    if (data) return { data };
    const nulls: GraphQLError[] = [];
    const trail: (string | number)[] = [];
    const tell = (message: string) =>
      void nulls.push(
        new GraphQLError(message, { path: [...trail], extensions: { code: 'INVALID_GRAPHQL' } }),
      );
    project(run.root, { ...shaping, trail, tell });
    return { data, extensions: { valueCompletion: nulls } };
  }
}

/** Bytes, roughly: a fetch's text stands for its closures, and for documents that were put together of it. */
function weightOfPlan(plan: QueryPlan): number {
  return JSON.stringify(plan).length * 4;
}
