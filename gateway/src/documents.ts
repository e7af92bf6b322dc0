import { createHash } from 'node:crypto';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { type Estimate, estimate } from './cost/estimate.ts';
import { type Shape, shapesOf } from './cost/shape.ts';
import { noWeights, type Weights } from './cost/weights.ts';
import { type DocumentRules, documentFaults, MOST_FAULTS } from './document-faults.ts';
import { coded, refused } from './errors.ts';
import { withoutSuggestion } from './introspection.ts';
import { fieldsIn, tooDear } from './limits.ts';
import { tooNested } from './nesting.ts';
import type { Limits } from './options.ts';
import { parameterized } from './parameterized.ts';
import type { PersistedDocuments } from './persisted.ts';
import { Regulars } from './regulars.ts';
import type { Used } from './usage.ts';

/** A GraphQL request as it came, over whichever transport. */
export interface GraphQLRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

export interface DocumentsOptions {
  readonly weights?: Weights;
  readonly persisted?: PersistedDocuments;
  /** Whether clients may ask what the schema is, and are told what they may have meant. */
  readonly introspection?: boolean | undefined;
}

/** A request that may be planned: parsed, within the limits, valid, with variables that fit. */
export interface Operation {
  readonly document: DocumentNode;
  readonly node: OperationDefinitionNode;
  readonly operationName: string | undefined;
  /** Those that were sent, and what was written into the document in their stead. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** As it is planned: with variables in place of the values that were written into it. */
  readonly text: string;
  /** A hash of the text: the key of plans. */
  readonly hash: string;
  /** What it may cost. */
  readonly cost: number;
  /** Fields that planning it takes its time for. */
  readonly fields: number;
  /** By which is told what the answer did cost. */
  readonly shapes: readonly Shape[];
}

interface Measured {
  readonly shapes: readonly Shape[];
  readonly fields: number;
  /** Where variables make no difference. */
  estimate?: Estimate;
}

interface Parsed {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
}

interface Read extends Parsed {
  /** The text of the document, which is another than the one that came where values were written into that. */
  readonly text: string;
  /** Of that text. */
  readonly hash: string;
  /** Of the text that came. */
  readonly sentHash: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Bytes of memory, roughly, that may be spent on remembering documents; and as many on plans of subscriptions. */
export const REMEMBERED = 50_000_000;

/** Bytes, roughly, for which a document stands: a token of it takes about half a kilobyte. */
export function weightOf({ tokenCount = 0 }: DocumentNode, text: string): number {
  return 1 + text.length + tokenCount * 500;
}

/** The variables that an operation declares, as they were sent: what else people send is not kept. */
function declaredOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const names = variableDefinitions.map(({ variable }) => variable.name.value);
  const sent = names.filter((name) => Object.hasOwn(variables, name));
  return Object.fromEntries(sent.map((name) => [name, variables[name]]));
}

const empty: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

/** Reads requests for both transports, so that the same limits hold on each. */
export class Documents {
  readonly #rules: DocumentRules;
  readonly #read = new Regulars<Read>(REMEMBERED);
  readonly #weights: Weights;
  readonly #persisted: PersistedDocuments | undefined;
  readonly #measured = new WeakMap<OperationDefinitionNode, Measured>();

  constructor(schema: GraphQLSchema, limits: Limits, options: DocumentsOptions = {}) {
    this.#rules = { schema, limits, introspection: options.introspection ?? true };
    this.#weights = options.weights ?? noWeights;
    this.#persisted = options.persisted;
  }

  /** The operation, or what is wrong with the request. Never throws for what a client sent. */
  operation(request: GraphQLRequest): Operation | readonly GraphQLError[] {
    const text = this.#persisted?.textOf(request) ?? request.query;
    if (typeof text !== 'string') return text;
    const read = this.#remembered(text);
    const operation = this.#operation(read, request);
    if ('document' in operation) {
      this.#persisted?.keep(request, text, read.sentHash);
      return operation;
    }
    return this.#rules.introspection ? operation : operation.map(withoutSuggestion);
  }

  /** An operation of another schema by this one, or what is wrong with it here. */
  again(operation: Operation): Operation | readonly GraphQLError[] {
    return this.#operation(this.#remembered(operation.text), operation);
  }

  /** An operation that nobody asks yet, whatever its variables and its cost, to be planned; undefined where it is not valid. */
  foreseen({ text, operationName, variables }: Used): Operation | undefined {
    const { document, errors, hash } = this.#remembered(text, true);
    const node = errors.length > 0 ? undefined : getOperationAST(document, operationName);
    if (!node) return undefined;
    return { document, node, operationName, variables, text, hash, cost: 0, fields: 0, shapes: [] };
  }

  #operation(
    { document, errors, text, hash, values }: Read,
    { operationName, variables: sent }: Pick<GraphQLRequest, 'operationName' | 'variables'>,
  ): Operation | readonly GraphQLError[] {
    if (errors.length > 0) return errors;
    const node = getOperationAST(document, operationName);
    if (!node)
      return [refused('OPERATION_NOT_FOUND', 'The document holds no such operation: check operationName.')];
    if (node.variableDefinitions?.some(({ variable }) => variable.name.value === 'representations')) {
      return [refused('BAD_USER_INPUT', 'The variable name "representations" is reserved: choose another.')];
    }
    const variables = { ...sent, ...values };
    const { coerced, errors: unfit } = getVariableValues(
      this.#rules.schema,
      node.variableDefinitions ?? [],
      variables,
      { maxErrors: MOST_FAULTS },
    );
    if (unfit) return unfit.map((error) => coded(error, 'BAD_USER_INPUT'));
    const measured = this.#measure(document, node);
    const found = measured.estimate ?? this.#estimate(measured, node, coerced);
    const excess = tooDear(found, this.#rules.limits);
    if (excess.length > 0) return excess;
    return {
      document,
      node,
      operationName: operationName ?? undefined,
      variables: declaredOf(node, variables),
      text,
      hash,
      cost: found.cost,
      fields: measured.fields,
      shapes: measured.shapes,
    };
  }

  #measure(document: DocumentNode, node: OperationDefinitionNode): Measured {
    let measured = this.#measured.get(node);
    if (!measured) {
      const shapes = shapesOf(this.#rules.schema, document, node, this.#weights);
      measured = { shapes, fields: fieldsIn(document, node) };
      this.#measured.set(node, measured);
    }
    return measured;
  }

  /** Estimated once an operation, unless variables say how long its pages are. */
  #estimate(measured: Measured, node: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>) {
    const isMutation = node.operation === 'mutation';
    const found = estimate(measured.shapes, this.#weights, variables, this.#rules, isMutation);
    if (!found.isVariable) measured.estimate = found;
    return found;
  }

  /** What is refused is forgotten: anybody can send any amount of it. */
  #remembered(text: string, isRegular = false): Read {
    const known = this.#read.get(text);
    if (known) return known;
    const read = this.#readAnew(text);
    if (read.errors.length > 0) return read;
    const weight = read.text === text ? weightOf(read.document, text) : 1 + text.length * 2;
    this.#read.set(text, read, weight, isRegular);
    return read;
  }

  #readAnew(sent: string): Read {
    const sentHash = createHash('sha256').update(sent).digest('hex');
    const parsed = this.#parsed(sent);
    const { document } = parsed;
    const other = parameterized(sent, document, this.#rules.schema);
    const common = other && this.#remembered(other.text);
    if (common?.errors.length === 0) return { ...common, sentHash, values: other?.values ?? {} };
    const errors = parsed.errors.length > 0 ? parsed.errors : documentFaults(document, this.#rules);
    return { document, errors, text: sent, hash: sentHash, sentHash, values: {} };
  }

  #parsed(text: string): Parsed {
    try {
      const nested = tooNested(text, this.#rules.limits.tokens);
      if (nested.length > 0) return { document: empty, errors: nested };
      return { document: parse(text, { maxTokens: this.#rules.limits.tokens }), errors: [] };
    } catch (error) {
      return { document: empty, errors: [this.#unparsable(error)] };
    }
  }

  #unparsable(error: unknown): GraphQLError {
    if (!(error instanceof GraphQLError)) throw error;
    if (!error.message.includes('Parsing aborted')) return coded(error, 'GRAPHQL_PARSE_FAILED');
    return refused(
      'TOKEN_LIMIT',
      `The document is too long: ${this.#rules.limits.tokens} tokens are allowed.`,
    );
  }
}
