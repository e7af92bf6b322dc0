import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** Fields from a root of the graph down to a value of one of the types that are looked for. */
export interface Way {
  readonly steps: readonly string[];
  readonly type: string;
}

interface Step {
  readonly from: string;
  readonly field: string;
  readonly to: string;
}

/**
 * Ways through a graph to some of its types, found by introspection: the shortest way through each field that lies on any way at all,
 * so that a door which somebody adds to any type is among them.
 */
export function waysTo(graph: GraphQLSchema, types: readonly string[]): Way[] {
  const steps = stepsOf(graph);
  const [before, after] = [shortest(steps, 'Query'), shortestTo(steps, types)];
  const ways = steps.flatMap(({ from, field, to }) => {
    const [head, tail] = [before.get(from), after.get(to)];
    return head && tail ? [{ steps: [...head, field, ...tail.fields], type: tail.type }] : [];
  });
  return [...new Map(ways.map((way) => [way.steps.join(), way])).values()];
}

function stepsOf(graph: GraphQLSchema): Step[] {
  return Object.values(graph.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__') && name !== 'Mutation' && name !== 'Subscription')
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) => {
        const to = getNamedType(field.type);
        return isObjectType(to) ? [{ from: type.name, field: field.name, to: to.name }] : [];
      }),
    );
}

/** The fields of the shortest way from a type to each other. */
function shortest(steps: readonly Step[], root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>([[root, []]]);
  for (const [type, way] of found)
    for (const { from, field, to } of steps)
      if (from === type && !found.has(to)) found.set(to, [...way, field]);
  return found;
}

/** The fields of the shortest way from each type to the nearest of these. */
function shortestTo(steps: readonly Step[], types: readonly string[]) {
  const found = new Map(types.map((type) => [type, { fields: [] as readonly string[], type }]));
  for (const [end, { fields, type }] of found)
    for (const { from, field, to } of steps)
      if (to === end && !found.has(from)) found.set(from, { fields: [field, ...fields], type });
  return found;
}

/** Entries of each list: no more than the gateway lets nested ones multiply to. */
const page = 15;

/** An operation that goes a way and asks for all plain values at its end. @param given arguments that fields insist on */
export function operationOf(
  graph: GraphQLSchema,
  { steps, type }: Way,
  given: (field: string, argument: string) => string,
): string {
  let parent = graph.getQueryType();
  const calls = steps.map((name) => {
    const field: GraphQLField<unknown, unknown> | undefined = parent?.getFields()[name];
    const to = field && getNamedType(field.type);
    parent = isObjectType(to) ? to : null;
    const needed = field?.args.filter(isRequiredArgument) ?? [];
    const isPage = field?.args.some((argument) => argument.name === 'first');
    const values = [
      ...needed.map((argument) => `${argument.name}: ${JSON.stringify(given(name, argument.name))}`),
      ...(isPage ? [`first: ${page}`] : []),
    ];
    return values.length > 0 ? `${name}(${values.join(', ')})` : name;
  });
  return `query { ${calls.join(' { ')} { ${leavesOf(graph, type).join(' ')} }${' }'.repeat(calls.length)}`;
}

function leavesOf(graph: GraphQLSchema, name: string): string[] {
  const type = graph.getType(name);
  if (!isObjectType(type)) return [];
  const plain = Object.values(type.getFields()).filter(
    ({ type: of, args }) => !isObjectType(getNamedType(of)) && !args.some(isRequiredArgument),
  );
  return ['__typename', ...plain.map((field) => field.name)];
}
