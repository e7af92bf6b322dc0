import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Estimate } from './cost/estimate.ts';
import { refused } from './errors.ts';
import type { Limits } from './options.ts';

interface Size {
  readonly depth: number;
  readonly aliases: number;
  /** Directives on fields, fragments and whatever holds them. */
  readonly directives: number;
  /** Fields of this selection set itself, fragments resolved. */
  readonly own: number;
  /** These and all below them. */
  readonly fields: number;
}

const nothing: Size = { depth: 0, aliases: 0, directives: 0, own: 0, fields: 0 };

/**
 * Refuses operations that are too large. Each fragment is measured once and counted at each use, so the measure itself
 * stays linear. Runs before validation, whose own cost grows faster than the document.
 */
export function oversize(document: DocumentNode, limits: Limits): GraphQLError[] {
  const fragments = new Map(document.definitions.filter(isFragment).map((f) => [f.name.value, f]));
  const known = new Map<string, Size>();
  return document.definitions.filter(isOperation).flatMap((operation) => {
    const { depth, aliases, own, fields, ...size } = sizeOf(operation.selectionSet, fragments, known);
    const directives = size.directives + ownDirectives(operation);
    return [
      ...tooMany('DEPTH_LIMIT', depth, limits.depth, 'levels deep', 'Ask for less at a time.'),
      ...tooMany('ALIAS_LIMIT', aliases, limits.aliases, 'aliases', 'Send several requests.'),
      ...tooMany('DIRECTIVE_LIMIT', directives, limits.directives, 'directives', 'Ask for what is needed.'),
      ...tooMany('ROOT_FIELD_LIMIT', own, limits.rootFields, 'root fields', 'Send several requests.'),
      ...tooMany('FIELD_LIMIT', fields, limits.fields, 'fields', 'Send several requests.'),
    ];
  });
}

/** Fields of one operation of a document, those of fragments counted at each use. */
export function fieldsIn(document: DocumentNode, { selectionSet }: OperationDefinitionNode): number {
  const fragments = new Map(document.definitions.filter(isFragment).map((f) => [f.name.value, f]));
  return sizeOf(selectionSet, fragments, new Map()).fields;
}

/** Refuses an operation whose answer may hold too many entries of lists, or cost too much, or be of any length. */
export function tooDear({ entries, cost, unsized }: Estimate, limits: Limits): GraphQLError[] {
  const [field] = unsized;
  if (field) {
    const message = `Say how much ${field} may answer, by exactly one of its arguments for that.`;
    return [refused('PAGE_SIZE_REQUIRED', message)];
  }
  const advice = 'Ask for smaller pages.';
  const many = tooMany('NODE_LIMIT', entries, limits.nodes, 'entries of nested lists', advice);
  return many.length > 0 ? many : tooMany('COST_LIMIT', cost, limits.cost, 'points of cost', advice);
}

function tooMany(code: string, found: number, limit: number, what: string, advice: string): GraphQLError[] {
  if (found <= limit) return [];
  return [
    refused(code, `The operation is too large: ${found} ${what}, where ${limit} are allowed. ${advice}`),
  ];
}

function sizeOf(
  set: SelectionSetNode | undefined,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Size>,
): Size {
  let { depth, aliases, directives, own, fields } = nothing;
  for (const selection of set?.selections ?? []) {
    const size = sizeOfSelection(selection, fragments, known);
    depth = Math.max(depth, size.depth);
    aliases += size.aliases;
    directives += size.directives + (selection.directives?.length ?? 0);
    own += size.own;
    fields += size.fields;
  }
  return { depth, aliases, directives, own, fields };
}

function sizeOfSelection(
  selection: SelectionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Size>,
): Size {
  if (selection.kind === Kind.INLINE_FRAGMENT) return sizeOf(selection.selectionSet, fragments, known);
  if (selection.kind === Kind.FIELD) {
    const inner = sizeOf(selection.selectionSet, fragments, known);
    // graphql-js limits the depth of introspection by a rule of its own, and its usual query is deep.
    const depth = selection.name.value.startsWith('__') ? 0 : 1 + inner.depth;
    const aliases = inner.aliases + (selection.alias ? 1 : 0);
    return { depth, aliases, directives: inner.directives, own: 1, fields: 1 + inner.fields };
  }
  const name = selection.name.value;
  let size = known.get(name);
  if (!size) {
    known.set(name, nothing); // a fragment that holds itself ends here; validation refuses it
    const fragment = fragments.get(name);
    size = sizeOf(fragment?.selectionSet, fragments, known);
    size = { ...size, directives: size.directives + (fragment?.directives?.length ?? 0) };
    known.set(name, size);
  }
  return size;
}

/**
 * Refuses directives on the way to the root field of a subscription: the planner cannot plan them, and graphql-js 16
 * throws on them while validating, which would end the whole socket.
 */
export function rootDirectives(document: DocumentNode): GraphQLError[] {
  const fragments = new Map(document.definitions.filter(isFragment).map((f) => [f.name.value, f]));
  const seen = new Set<string>();
  const hasDirective = ({ selections }: SelectionSetNode): boolean =>
    selections.some((selection) => {
      if (selection.directives?.length) return true;
      if (selection.kind === Kind.INLINE_FRAGMENT) return hasDirective(selection.selectionSet);
      if (selection.kind === Kind.FIELD || seen.has(selection.name.value)) return false;
      seen.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      return fragment !== undefined && hasDirective(fragment.selectionSet);
    });
  const isConditional = document.definitions
    .filter(isOperation)
    .some((operation) => operation.operation === 'subscription' && hasDirective(operation.selectionSet));
  if (!isConditional) return [];
  const message = 'A subscription takes no directive at its root field. Put it on the fields inside.';
  return [refused('SUBSCRIPTION_ROOT_DIRECTIVE', message)];
}

/** Directives of the operation itself and of its variables. */
function ownDirectives({ directives, variableDefinitions }: OperationDefinitionNode): number {
  const ofVariables = variableDefinitions?.map((variable) => variable.directives?.length ?? 0) ?? [];
  return (directives?.length ?? 0) + ofVariables.reduce((sum, count) => sum + count, 0);
}

function isFragment(node: DocumentNode['definitions'][number]): node is FragmentDefinitionNode {
  return node.kind === Kind.FRAGMENT_DEFINITION;
}

function isOperation(node: DocumentNode['definitions'][number]): node is OperationDefinitionNode {
  return node.kind === Kind.OPERATION_DEFINITION;
}
