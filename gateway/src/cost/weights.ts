import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type InputValueDefinitionNode,
  Kind,
  parse,
  valueFromASTUntyped,
} from 'graphql';

/** How long a list is, by its `@listSize`. */
export interface ListSize {
  /** Its length where no argument tells it. */
  readonly assumed: number | undefined;
  /** Arguments that tell it; of several the largest counts. */
  readonly by: readonly string[];
  /** Fields of what it answers that are as long; empty where it is the list itself. */
  readonly of: readonly string[];
  /** Exactly one of the arguments must be given. */
  readonly needsOne: boolean;
}

/** What a supergraph says by `@cost` and `@listSize` (https://ibm.github.io/graphql-specs/cost-spec.html), by coordinate. */
export interface Weights {
  /** Of types, `Type.field`, `Type.field(argument:)` and `Input.field`. */
  readonly cost: ReadonlyMap<string, number>;
  readonly lists: ReadonlyMap<string, ListSize>;
  /** Whether any field of an input object costs something. */
  readonly hasInputs: boolean;
}

export const noWeights: Weights = { cost: new Map(), lists: new Map(), hasInputs: false };

const SPECIFICATION = /^https:\/\/specs\.apollo\.dev\/cost\/v0\.\d+$/;

/** Reads them from a supergraph, whatever its `@link` calls the directives. */
export function weightsIn(supergraphSdl: string): Weights {
  if (!supergraphSdl.includes('specs.apollo.dev/cost/')) return noWeights;
  const document = parse(supergraphSdl, { noLocation: true });
  const names = namesIn(document);
  const cost = new Map<string, number>();
  const lists = new Map<string, ListSize>();
  let hasInputs = false;
  const note = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined): boolean => {
    const { weight } = argumentsOf(directives, names.cost) ?? {};
    if (weight !== undefined) cost.set(coordinate, Number(weight));
    return weight !== undefined;
  };
  for (const type of document.definitions) {
    if (!('name' in type) || type.name === undefined) continue;
    const { value: owner } = type.name;
    note(owner, type.directives as readonly ConstDirectiveNode[] | undefined);
    if (type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      for (const { name, directives } of type.fields ?? []) {
        if (note(`${owner}.${name.value}`, directives)) hasInputs = true;
      }
    } else if (type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      for (const field of type.fields ?? []) {
        const coordinate = `${owner}.${field.name.value}`;
        note(coordinate, field.directives);
        for (const { name, directives } of field.arguments ?? []) {
          note(`${coordinate}(${name.value}:)`, directives);
        }
        const size = argumentsOf(field.directives, names.listSize);
        if (size) lists.set(coordinate, listSizeOf(size, field.arguments ?? []));
      }
    }
  }
  return { cost, lists, hasInputs };
}

function listSizeOf(given: Record<string, unknown>, args: readonly InputValueDefinitionNode[]): ListSize {
  const { assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument = true } = given;
  const by = (slicingArguments ?? []) as string[];
  const known = new Set(args.map(({ name }) => name.value));
  return {
    assumed: assumedSize === undefined || assumedSize === null ? undefined : Number(assumedSize),
    by: by.filter((name) => known.has(name)),
    of: (sizedFields ?? []) as string[],
    needsOne: requireOneSlicingArgument === true && by.length > 0,
  };
}

/** What the directives are called here. */
function namesIn(document: DocumentNode): { readonly cost: string; readonly listSize: string } {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of definition.directives ?? []) {
      const { url, as = 'cost', import: imported = [] } = argumentsOf([directive], 'link') ?? {};
      if (!SPECIFICATION.test(String(url))) continue;
      const local = (name: string, otherwise: string): string => {
        for (const entry of imported as (string | { name: string; as?: string })[]) {
          if (entry === name) return name.slice(1);
          if (typeof entry === 'object' && entry.name === name) return (entry.as ?? name).slice(1);
        }
        return otherwise;
      };
      return { cost: local('@cost', String(as)), listSize: local('@listSize', `${String(as)}__listSize`) };
    }
  }
  return { cost: 'cost', listSize: 'listSize' };
}

function argumentsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): Record<string, unknown> | undefined {
  const directive = directives?.find((one) => one.name.value === name);
  const value = (node: ConstValueNode) => valueFromASTUntyped(node);
  return (
    directive && Object.fromEntries(directive.arguments?.map((a) => [a.name.value, value(a.value)]) ?? [])
  );
}
