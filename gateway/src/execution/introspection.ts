import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Operation } from '../documents.ts';

/** Values of answers that are kept: those of a few usual questions about a large schema. */
const KEPT = 250_000;

/** Answers `__schema` or `__type` from the schema that clients see. */
export class Introspection {
  readonly #schema: GraphQLSchema;
  /** By the fields as they were compiled, and of operations alone that no variable changes. */
  readonly #told = new LRUCache<readonly FieldNode[], { readonly value: unknown }>({ maxSize: KEPT });

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  answer(operation: Operation, nodes: readonly FieldNode[]): unknown {
    const known = this.#told.get(nodes);
    if (known) return known.value;
    const value = introspect(this.#schema, operation, nodes);
    const isFixed = (operation.node.variableDefinitions ?? []).length === 0;
    if (isFixed) this.#told.set(nodes, { value }, { size: 1 + Math.ceil(operation.cost) });
    return value;
  }
}

function introspect(
  schema: GraphQLSchema,
  { document: { definitions }, node: { variableDefinitions = [] }, variables }: Operation,
  nodes: readonly FieldNode[],
): unknown {
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    variableDefinitions,
    selectionSet: { kind: Kind.SELECTION_SET, selections: nodes },
  };
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  const { data, errors } = executeSync({ schema, document, variableValues: variables });
  if (errors) throw new AggregateError(errors, 'the schema cannot be told');
  return Object.values(data ?? {})[0];
}
