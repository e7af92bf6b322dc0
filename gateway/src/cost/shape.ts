import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { introspectionField } from './introspection.ts';
import type { Weights } from './weights.ts';

/** A field of an answer, with what is selected below it: all that its cost depends on, but for the variables. */
export interface Shape {
  /** Its key in the answer. */
  readonly key: string;
  readonly coordinate: string;
  readonly field: GraphQLField<unknown, unknown>;
  /** As written where it is selected first: its arguments are the same everywhere. */
  readonly node: FieldNode;
  readonly isList: boolean;
  /** A leaf has nothing below, and costs nothing unless a directive says so, or introspection tells it. */
  readonly isLeaf: boolean;
  /** What one of it costs. */
  readonly weight: number;
  readonly below: readonly Shape[];
}

interface Selected {
  readonly coordinate: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: FieldNode[];
}

/**
 * The shape of what an operation may answer. Fields that become one in the answer are one; of fragments each use counts, and
 * what directives may leave out. Takes as long as there are fields, and wants a valid document.
 */
export function shapesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  weights: Weights,
): Shape[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }

  function shapes(sets: readonly SelectionSetNode[], type: GraphQLOutputType): Shape[] {
    const selected = new Map<string, Selected>();
    for (const set of sets) collect(set, type, selected);
    return [...selected.values()].flatMap(({ coordinate, field, nodes }) => {
      const [node] = nodes;
      if (!node) return [];
      const inner = getNamedType(field.type);
      const isLeaf = !isCompositeType(inner);
      const below = isLeaf
        ? []
        : shapes(
            nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
            inner,
          );
      const isTold = coordinate.startsWith('__');
      const weight = weights.cost.get(coordinate) ?? (isTold ? 1 : weightOf(inner));
      if (isLeaf && weight === 0 && field.args.length === 0) return [];
      const isList = isListType(getNullableType(field.type));
      const key = (node.alias ?? node.name).value;
      return [{ key, coordinate, field, node, isList, isLeaf, weight, below }];
    });
  }

  /** Of an abstract type that of its dearest. */
  function weightOf(type: GraphQLNamedType): number {
    const usual = isCompositeType(type) ? 1 : 0;
    if (weights.cost.size === 0) return usual;
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    return Math.max(...types.map(({ name }) => weights.cost.get(name) ?? usual));
  }

  function collect(set: SelectionSetNode, type: GraphQLOutputType, into: Map<string, Selected>): void {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        const name = node.name.value;
        const defined = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
        const field = defined ?? introspectionField(name);
        if (!field) continue; // `__typename`
        const key = `${type} ${(node.alias ?? node.name).value}`;
        const found = into.get(key);
        if (found) found.nodes.push(node);
        else into.set(key, { coordinate: `${type}.${name}`, field, nodes: [node] });
      } else {
        const holder = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
        const narrower = holder?.typeCondition && schema.getType(holder.typeCondition.name.value);
        if (holder) collect(holder.selectionSet, (narrower as GraphQLOutputType | undefined) ?? type, into);
      }
    }
  }

  const root = schema.getRootType(operation.operation);
  return root ? shapes([operation.selectionSet], root) : [];
}
