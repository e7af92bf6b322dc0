import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';

/** Answers `__schema` or `__type` from the schema that clients see. */
export function introspect(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
  nodes: readonly FieldNode[],
  variables: Readonly<Record<string, unknown>>,
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
