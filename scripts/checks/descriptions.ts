import { type ASTNode, type DefinitionNode, Kind, parse, type StringValueNode } from 'graphql';
import { textCheck } from './text-check.ts';

const roots = new Set(['Query', 'Mutation', 'Subscription']);

/** Words with which a sentence says who sees something, or for whom a root field is. */
const audience = /\b(seen by|visible|may see|sees|see all|only for|only who)\b/i;
const audienceOfRoot = /\b(for|asked by|may see)\b/i;

/** Whoever reads the graph in a playground has nothing but these sentences, and reads the composed ones. */
export const descriptions = textCheck({
  name: 'descriptions',
  covers: (path) => /^schema\/(graphs\/[^/]+|supergraph)\.graphql$/.test(path),
  faultsIn: ({ path, text }) => {
    const { definitions } = parse(text);
    return [
      ...definitions.flatMap(undescribed).map((what) => `${path}: ${what} has no description`),
      ...definitions.flatMap(openToWhom).map((what) => `${path}: ${what} does not say who may see it`),
    ];
  },
});

interface Described {
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
  readonly fields?: readonly Described[];
  readonly arguments?: readonly Described[];
  readonly values?: readonly Described[];
}

function undescribed(definition: DefinitionNode): string[] {
  if (!isType(definition) || isMachinery(definition)) return [];
  const own = roots.has(definition.name.value) || hasText(definition) ? [] : [definition.name.value];
  return [...own, ...parts(definition, definition.name.value)];
}

/** The types that are answered, and their fields: what goes in is seen by whoever sends it. */
function openToWhom(definition: DefinitionNode): string[] {
  if (!isType(definition) || isMachinery(definition) || !isAnswered(definition)) return [];
  const { value: name } = definition.name;
  const isRoot = roots.has(name);
  const says = ({ description }: Described) =>
    (isRoot ? audienceOfRoot : audience).test(description?.value ?? '');
  const fields = definition.fields?.filter((field) => !isMachinery(field) && !says(field)) ?? [];
  return [
    ...(isRoot || says(definition) ? [] : [name]),
    ...fields.map((field) => `${name}.${field.name.value}`),
  ];
}

function parts(of: Described, prefix: string): string[] {
  const inner = [...(of.fields ?? []), ...(of.values ?? []), ...(of.arguments ?? [])];
  return inner
    .filter((part) => !isMachinery(part))
    .flatMap((part) => {
      const name = `${prefix}.${part.name.value}`;
      return [...(hasText(part) ? [] : [name]), ...parts(part, name)];
    });
}

/** What federation and composition add: `_entities`, `join__Graph`. */
function isMachinery({ name }: Described): boolean {
  return /^_|^(join|link)__/.test(name.value);
}

function hasText({ description }: Described): boolean {
  return Boolean(description?.value.trim());
}

function isAnswered(node: DefinitionNode): boolean {
  const { OBJECT_TYPE_DEFINITION, OBJECT_TYPE_EXTENSION, INTERFACE_TYPE_DEFINITION, UNION_TYPE_DEFINITION } =
    Kind;
  return [
    OBJECT_TYPE_DEFINITION,
    OBJECT_TYPE_EXTENSION,
    INTERFACE_TYPE_DEFINITION,
    UNION_TYPE_DEFINITION,
  ].some((kind) => kind === node.kind);
}

function isType(node: ASTNode): node is DefinitionNode & Described {
  return (
    (node.kind.endsWith('TypeDefinition') || node.kind.endsWith('TypeExtension')) &&
    node.kind !== Kind.SCALAR_TYPE_EXTENSION
  );
}
