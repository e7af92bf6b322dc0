import { type DocumentNode, Kind, parse, type SelectionNode, valueFromASTUntyped } from 'graphql';

export interface KeyedType {
  readonly type: string;
  /** The key's fields; keys are flat. */
  readonly fields: readonly string[];
  /** Other subgraphs may reach the type here. */
  readonly resolvable: boolean;
}

/** The types of an SDL document that carry a `@key`. */
export function typesWithKeys(document: DocumentNode): KeyedType[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION)
      return [];
    const key = definition.directives?.find((directive) => directive.name.value === 'key');
    if (!key) return [];
    const args = Object.fromEntries(
      (key.arguments ?? []).map((a) => [a.name.value, valueFromASTUntyped(a.value)]),
    );
    const fields = fieldNames(String(args.fields));
    return [{ type: definition.name.value, fields, resolvable: args.resolvable !== false }];
  });
}

function fieldNames(fields: string): string[] {
  const [operation] = parse(`{ ${fields} }`).definitions;
  const selections: readonly SelectionNode[] =
    operation && 'selectionSet' in operation ? (operation.selectionSet?.selections ?? []) : [];
  return selections.map((selection) => (selection.kind === Kind.FIELD ? selection.name.value : ''));
}
