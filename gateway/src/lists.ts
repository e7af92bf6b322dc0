import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

export interface Entries {
  /** Entries of lists that an answer may hold, all levels together. */
  readonly count: number;
  /** Whether other variables may give another count. */
  readonly isVariable: boolean;
}

interface Selected {
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: FieldNode[];
}

/**
 * Estimates the entries of lists in an answer: each list times the lists around it. The size of a page is its argument
 * `first` or `last`, which may stand at the list or, as in Relay's connections, at the field above it. Any other list
 * counts `assumed` entries. What directives may leave out counts, and fields that become one in the answer count once.
 *
 * Wants a valid document and coerced variables. It takes as long as there are fields, each fragment's at every use.
 */
export function entriesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  assumed: number,
): Entries {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  let isVariable = false;

  /** The page that its arguments ask for; undefined where they name none. A page of nothing still costs its reading. */
  function pageOf({ field, nodes: [node] }: Selected): number | undefined {
    const sizes = field.args
      .filter(({ name }) => name === 'first' || name === 'last')
      .map(({ name, defaultValue }) => {
        const value = node?.arguments?.find((argument) => argument.name.value === name)?.value;
        if (value?.kind === Kind.INT) return Number(value.value);
        if (value?.kind !== Kind.VARIABLE) return value ? undefined : defaultValue;
        isVariable = true;
        return Object.hasOwn(variables, value.name.value) ? variables[value.name.value] : defaultValue;
      })
      .filter((size) => typeof size === 'number');
    return sizes.length > 0 ? Math.max(1, ...sizes) : undefined;
  }

  /** @param around the page that the field above asked for, when that field was no list itself */
  function count(sets: readonly SelectionSetNode[], type: GraphQLOutputType, around?: number): number {
    const selected = new Map<string, Selected>();
    for (const set of sets) collect(set, type, selected);
    let sum = 0;
    for (const one of selected.values()) {
      const inner = getNamedType(one.field.type);
      if (!isCompositeType(inner)) continue;
      const page = pageOf(one);
      const isList = isListType(getNullableType(one.field.type));
      const times = isList ? (page ?? around ?? assumed) : 1;
      const below = one.nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      sum += times * ((isList ? 1 : 0) + count(below, inner, isList ? undefined : page));
    }
    return sum;
  }

  function collect(set: SelectionSetNode, type: GraphQLOutputType, into: Map<string, Selected>): void {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        const field =
          isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
        if (!field) continue; // `__typename` and introspection, whose lists are short
        const key = `${type} ${(node.alias ?? node.name).value}`;
        const found = into.get(key);
        if (found) found.nodes.push(node);
        else into.set(key, { field, nodes: [node] });
      } else {
        const holder = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
        const narrower = holder?.typeCondition && schema.getType(holder.typeCondition.name.value);
        if (holder) collect(holder.selectionSet, (narrower as GraphQLOutputType | undefined) ?? type, into);
      }
    }
  }

  const root = schema.getRootType(operation.operation);
  return { count: root ? count([operation.selectionSet], root) : 0, isVariable };
}
