import {
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { EntityFetch } from './entities.ts';

/** Several entity fetches to one service as one query. */
export interface MergedDocument {
  readonly query: string;
  readonly operationName: string | undefined;
  /** For each fetch, in order: under which key its entities come, and in which variable its representations go. */
  readonly parts: readonly { readonly alias: string; readonly variable: string }[];
}

/** Which fetches meet in one turn depends on when services answer; of more combinations than this all are put together again. */
const REMEMBERED = 32;

/** Puts the fetches of one plan together. */
export class MergedDocuments {
  readonly #numbers = new Map<EntityFetch, number>();
  readonly #known = new Map<string, MergedDocument>();

  of(fetches: readonly EntityFetch[]): MergedDocument {
    const key = fetches.map((fetch) => this.#numberOf(fetch)).join(' ');
    const known = this.#known.get(key);
    if (known) return known;
    const document = putTogether(fetches);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(key, document);
    return document;
  }

  #numberOf(fetch: EntityFetch): number {
    const number = this.#numbers.get(fetch) ?? this.#numbers.size;
    this.#numbers.set(fetch, number);
    return number;
  }
}

function putTogether(fetches: readonly EntityFetch[]): MergedDocument {
  const taken = fetches.flatMap(({ node }) => node.variableUsages ?? []);
  let prefix = 'representations_';
  while (taken.some((name) => name.startsWith(prefix))) prefix += '_';
  const parts = fetches.map((_fetch, index) => ({ alias: `_${index}`, variable: `${prefix}${index}` }));

  const selections: SelectionNode[] = [];
  const variables = new Map<string, VariableDefinitionNode>();
  const fragments: DefinitionNode[] = [];
  for (const [index, { node }] of fetches.entries()) {
    const { alias, variable } = parts[index] ?? { alias: '', variable: '' };
    const document = apart(parse(node.operation, { noLocation: true }), alias, variable);
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) fragments.push(definition);
      else {
        for (const defined of definition.variableDefinitions ?? [])
          variables.set(defined.variable.name.value, defined);
        for (const selection of definition.selectionSet.selections)
          selections.push(selection.kind === Kind.FIELD ? { ...selection, alias: nameOf(alias) } : selection);
      }
    }
  }
  const operationName = nameOfAll(fetches);
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    ...(operationName !== undefined && { name: nameOf(operationName) }),
    variableDefinitions: [...variables.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  const document = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] } as const;
  return { query: stripIgnoredCharacters(print(document)), operationName, parts };
}

/** A fetch's document with names of its own for what another's may call the same. */
function apart(document: DocumentNode, alias: string, variable: string): DocumentNode {
  return visit(document, {
    enter(node) {
      if (node.kind === Kind.VARIABLE && node.name.value === 'representations')
        return { ...node, name: nameOf(variable) };
      if (node.kind === Kind.FRAGMENT_SPREAD || node.kind === Kind.FRAGMENT_DEFINITION)
        return { ...node, name: nameOf(node.name.value + alias) };
      return undefined;
    },
  });
}

/** `Day__people__1` and `Day__people__4` are `Day__people__1_4`. */
function nameOfAll(fetches: readonly EntityFetch[]): string | undefined {
  const [first, ...others] = fetches.map(({ node }) => node.operationName);
  if (first === undefined) return undefined;
  return [first, ...others.map((name) => name?.split('__').at(-1))].join('_');
}

function nameOf(value: string) {
  return { kind: Kind.NAME, value } as const;
}
