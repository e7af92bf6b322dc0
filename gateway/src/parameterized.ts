import {
  type ASTNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  isScalarType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TokenKind,
  type ValueNode,
} from 'graphql';

/** A document in which variables stand for what was written into it. */
export interface Parameterized {
  readonly text: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What stands in a text in place of what stood there. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

interface Taken {
  readonly node: ValueNode;
  readonly type: GraphQLInputType;
  readonly value: string | readonly string[];
}

/** How variables begin that the gateway declares. */
const PREFIX = '$_';

/** What no written text can be: the literal is not valid then, and whoever validates the document is to say so. */
const otherScalars = new Set(['Int', 'Float', 'Boolean']);

/**
 * The document with variables in place of the ids, names and dates that were written into its arguments: documents that differ in these
 * alone become one, which is validated and planned once, as databases do it with statements. Numbers, Booleans and enum values stay;
 * they are few, and lengths of pages say what an operation may cost.
 * @param document the text, parsed with its locations
 * @param schema tells of which types the arguments are
 * @returns undefined where nothing can be taken out. The result need not be valid where the document is: of a field that is asked twice
 * under one name the arguments would be two variables.
 */
export function parameterized(
  text: string,
  document: DocumentNode,
  schema: GraphQLSchema,
): Parameterized | undefined {
  if (text.includes(PREFIX)) return undefined;
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation || operations.length > 1) return undefined;
  const taken = takenOutOf(document, schema);
  const head = taken.length === 0 ? undefined : declared(operation, taken);
  if (!head) return undefined;
  const edits = taken.map(({ node }, n) => ({ ...rangeOf(node), by: PREFIX + n }));
  return {
    text: edited(text, [head, ...edits]),
    values: Object.fromEntries(taken.map(({ value }, n) => [`_${n}`, value])),
  };
}

function takenOutOf({ definitions }: DocumentNode, schema: GraphQLSchema): Taken[] {
  const taken: Taken[] = [];
  const inFields = ({ selections }: SelectionSetNode, type: GraphQLNamedType | null | undefined): void => {
    const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const { typeCondition: on, selectionSet } = selection;
        inFields(selectionSet, on ? schema.getType(on.name.value) : type);
      } else if (selection.kind === Kind.FIELD) {
        const field = fields[selection.name.value];
        if (!field) continue;
        takeFrom(selection.arguments ?? [], field.args, taken);
        if (selection.selectionSet) inFields(selection.selectionSet, getNamedType(field.type));
      }
    }
  };
  for (const one of definitions) {
    if (one.kind === Kind.OPERATION_DEFINITION) inFields(one.selectionSet, schema.getRootType(one.operation));
    else if (one.kind === Kind.FRAGMENT_DEFINITION)
      inFields(one.selectionSet, schema.getType(one.typeCondition.name.value));
  }
  return taken;
}

/** Of arguments, or of the fields of an input object, those that are said. */
function takeFrom(
  said: readonly { readonly name: { readonly value: string }; readonly value: ValueNode }[],
  defined: readonly { readonly name: string; readonly type: GraphQLInputType }[],
  taken: Taken[],
): void {
  for (const { name, value } of said) {
    const type = defined.find((one) => one.name === name.value)?.type;
    if (type) takeValue(value, type, taken);
  }
}

function takeValue(node: ValueNode, type: GraphQLInputType, taken: Taken[]): void {
  const value = writtenIn(node, type);
  if (value !== undefined) {
    taken.push({ node, type, value });
    return;
  }
  const inner = getNullableType(type);
  if (node.kind === Kind.LIST && isListType(inner))
    for (const item of node.values) takeValue(item, inner.ofType, taken);
  // Of an input object that is to have one field, a variable may not be null, which its type does not say.
  if (node.kind === Kind.OBJECT && isInputObjectType(inner) && !inner.isOneOf)
    takeFrom(node.fields, Object.values(inner.getFields()), taken);
}

/** As a client would send it in a variable of the type; undefined for what stays in the document. */
function writtenIn(node: ValueNode, type: GraphQLInputType): string | readonly string[] | undefined {
  const inner = getNullableType(type);
  if (isListType(inner)) {
    if (node.kind !== Kind.LIST || node.values.length === 0) return undefined;
    const items = node.values.map((item) => writtenIn(item, inner.ofType));
    return items.every((item) => typeof item === 'string') ? items : undefined;
  }
  if (!isScalarType(inner) || otherScalars.has(inner.name)) return undefined;
  if (node.kind === Kind.STRING) return node.value;
  return node.kind === Kind.INT && inner.name === 'ID' ? node.value : undefined;
}

/** Where the operation declares its variables; undefined where it begins with something unknown. */
function declared(
  { name, variableDefinitions = [], loc }: OperationDefinitionNode,
  taken: readonly Taken[],
): Edit | undefined {
  const list = taken.map(({ type }, n) => `${PREFIX}${n}:${type}`).join(',');
  const last = variableDefinitions.at(-1);
  if (last) return insertion(rangeOf(last).end, `,${list}`);
  if (name) return insertion(rangeOf(name).end, `(${list})`);
  const first = loc?.startToken;
  if (first?.kind === TokenKind.BRACE_L) return insertion(first.start, `query(${list})`);
  return first?.kind === TokenKind.NAME ? insertion(first.end, `(${list})`) : undefined;
}

const insertion = (at: number, by: string): Edit => ({ start: at, end: at, by });

function rangeOf({ loc }: ASTNode): { readonly start: number; readonly end: number } {
  if (!loc) throw new Error('the document was parsed without locations');
  return loc;
}

/** @param edits none of which overlap */
function edited(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, by } of edits.toSorted((one, other) => one.start - other.start)) {
    result += text.slice(at, start) + by;
    at = end;
  }
  return result + text.slice(at);
}
