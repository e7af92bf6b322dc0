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
 * a document that is within the limits of fields, and whose fragments do not hold themselves. Looks at no more selections than a
 * document may have tokens: beyond are only those whose fragments are used over and over.
 */
export function repeated(document: DocumentNode, { repeats, tokens }: Limits): GraphQLError[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  let pairs = 0;
  let looks = 0;
  const isTooMuch = () => pairs > repeats || looks > tokens;

  function walk(sets: readonly SelectionSetNode[]): void {
    const groups = new Map<string, Group>();
    const seen = new Set<string>();
    for (const set of sets) collect(set, groups, seen);
    for (const { size, below } of groups.values()) {
      pairs += (size * (size - 1)) / 2;
      if (isTooMuch()) return;
      if (below.length > 0) walk(below);
    }
  }

  function collect({ selections }: SelectionSetNode, groups: Map<string, Group>, seen: Set<string>): void {
    for (const selection of selections) {
      looks += 1;
      if (isTooMuch()) return;
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
    if (node.kind === Kind.OPERATION_DEFINITION) walk([node.selectionSet]);
  }
  if (!isTooMuch()) return [];
  return [refused('REPEAT_LIMIT', 'The operation asks for the same fields too often: ask for each once.')];
}
