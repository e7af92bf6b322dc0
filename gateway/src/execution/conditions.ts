import {
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from 'graphql';
import { refused } from '../errors.ts';

/** The values of the Booleans that `@skip` and `@include` name. */
export type Conditions = ReadonlyMap<string, boolean>;

/** What a document has of them. */
export interface ConditionsAsked {
  /** Whether it has any, be they literal. */
  readonly isConditional: boolean;
  /** The names of the variables, with their defaults. */
  readonly names: ReadonlyMap<string, boolean | undefined>;
}

export function conditionsAsked(document: DocumentNode, node: OperationDefinitionNode): ConditionsAsked {
  const used = new Set<string>();
  let isConditional = false;
  const look = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      for (const directive of selection.directives ?? []) {
        if (!isCondition(directive)) continue;
        isConditional = true;
        const value = directive.arguments?.[0]?.value;
        if (value?.kind === Kind.VARIABLE) used.add(value.name.value);
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet) look(selection.selectionSet);
    }
  };
  look(node.selectionSet);
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) look(definition.selectionSet);
  const defined = node.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [];
  const names = defined.map(
    ({ variable, defaultValue }) => [variable.name.value, booleanIn(defaultValue)] as const,
  );
  return { isConditional, names: new Map(names) };
}

function booleanIn(value: ValueNode | undefined): boolean | undefined {
  return value?.kind === Kind.BOOLEAN ? value.value : undefined;
}

/** Throws a refusal when a value is no Boolean: a variable with a default may be sent as null. */
export function conditionsIn(
  { names }: ConditionsAsked,
  variables: Readonly<Record<string, unknown>>,
): Conditions {
  const values = new Map<string, boolean>();
  for (const [name, standard] of names) {
    const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
    const value = given === undefined ? standard : given;
    if (typeof value !== 'boolean')
      throw refused(
        'BAD_USER_INPUT',
        `The variable "$${name}" decides what is left out: send true or false.`,
      );
    values.set(name, value);
  }
  return values;
}

export function isLeftOut({ directives = [] }: SelectionNode, conditions: Conditions): boolean {
  return directives.filter(isCondition).some(({ name, arguments: [argument] = [] }) => {
    const value = argument?.value;
    const holds = value?.kind === Kind.VARIABLE ? conditions.get(value.name.value) : booleanIn(value);
    return holds === (name.value === 'skip');
  });
}

/**
 * What is left of a document under given conditions. The planner could plan for all of them at once, but then it loses data: it
 * does not ask for an object of which nothing might be left, and one field that is left out can take along others, when what
 * it requires was not fetched.
 */
export function decided(document: DocumentNode, conditions: Conditions): DocumentNode {
  return visit(document, {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE && isCondition(node)) return null;
      if (node.kind !== Kind.SELECTION_SET) return undefined;
      const selections = node.selections.filter((selection) => !isLeftOut(selection, conditions));
      return { ...node, selections: selections.length > 0 ? selections : [typename] };
    },
  });
}

const typename: SelectionNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}
