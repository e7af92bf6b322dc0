import { type DocumentNode, type GraphQLSchema, getOperationAST, Kind, OperationTypeNode } from 'graphql';
import { fieldsOf, fragmentsOf } from './selections.ts';

/**
 * A mutation with each of its fields once, where it is mentioned first: in this order they are to run
 * (https://spec.graphql.org/October2021/#sec-Mutation). The planner would let a field that a fragment mentions again run before others.
 * @param document without conditions, as they are decided
 */
export function inOrder(
  document: DocumentNode,
  operationName: string | undefined,
  schema: GraphQLSchema,
): DocumentNode {
  const operation = getOperationAST(document, operationName);
  const type = schema.getMutationType();
  if (!type || operation?.operation !== OperationTypeNode.MUTATION) return document;
  const source = { schema, fragments: fragmentsOf(document), conditions: new Map() };
  const selections = [...fieldsOf(source, type, [operation.selectionSet]).values()].flatMap((nodes) => {
    const [first] = nodes;
    const below = nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
    if (!first || below.length === 0) return nodes.slice(0, 1);
    return [{ ...first, selectionSet: { kind: Kind.SELECTION_SET, selections: below } as const }];
  });
  const ordered = { ...operation, selectionSet: { ...operation.selectionSet, selections } };
  // Fragments that nothing mentions any more the planner would look for, and find, in what they were taken from.
  const definitions = document.definitions.flatMap((one) => {
    if (one === operation) return [ordered];
    return one.kind === Kind.FRAGMENT_DEFINITION && one.typeCondition.name.value === type.name ? [] : [one];
  });
  return { ...document, definitions };
}
