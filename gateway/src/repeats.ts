import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { refused } from './errors.ts';
import type { Limits } from './options.ts';

/** Fields that become one in the answer, and what is selected below them. */
interface Group {
  size: number;
  readonly below: SelectionSetNode[];
}

/**
 * Refuses operations in which too many fields bear one name in one place: validation compares each of them with each other
 * (https://spec.graphql.org/October2021/#sec-Field-Selection-Merging), so that three kilobytes of text can take half a second. Wants
 * a document that is within the limits of fields.
 */
export function repeated(document: DocumentNode, { repeats, depth }: Limits): GraphQLError[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  let pairs = 0;

  /** @param level ends a walk through fragments that hold themselves; validation refuses those */
  function walk(sets: readonly SelectionSetNode[], level: number): void {
    if (level > depth || pairs > repeats) return;
    const groups = new Map<string, Group>();
    const seen = new Set<string>();
    for (const set of sets) collect(set, groups, seen);
    for (const { size, below } of groups.values()) {
      pairs += (size * (size - 1)) / 2;
      if (below.length > 0) walk(below, level + 1);
    }
  }

  function collect({ selections }: SelectionSetNode, groups: Map<string, Group>, seen: Set<string>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const group = groups.get(key) ?? { size: 0, below: [] };
        groups.set(key, group);
        group.size += 1;
        if (selection.selectionSet) group.below.push(selection.selectionSet);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, groups, seen);
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet, groups, seen);
      }
    }
  }

  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) walk([node.selectionSet], 1);
  }
  if (pairs <= repeats) return [];
  return [refused('REPEAT_LIMIT', 'The operation asks for the same fields too often: ask for each once.')];
}
