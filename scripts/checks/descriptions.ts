import { type ASTNode, type DefinitionNode, Kind, parse, type StringValueNode } from 'graphql';
import { textCheck } from './text-check.ts';

const roots = new Set(['Query', 'Mutation', 'Subscription']);

/** Whoever reads the graph in a playground has nothing but these sentences. */
export const descriptions = textCheck({
  name: 'descriptions',
  covers: (path) => /^schema\/graphs\/[^/]+\.graphql$/.test(path),
  faultsIn: ({ path, text }) =>
    parse(text)
      .definitions.flatMap(undescribed)
      .map((what) => `${path}: ${what} has no description`),
});

interface Described {
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
  readonly fields?: readonly Described[];
  readonly arguments?: readonly Described[];
  readonly values?: readonly Described[];
}

function undescribed(definition: DefinitionNode): string[] {
  if (!isType(definition) || definition.name.value.startsWith('_')) return [];
  const own = roots.has(definition.name.value) || hasText(definition) ? [] : [definition.name.value];
  return [...own, ...parts(definition, definition.name.value)];
}

function parts(of: Described, prefix: string): string[] {
  const inner = [...(of.fields ?? []), ...(of.values ?? []), ...(of.arguments ?? [])];
  return inner
    .filter(({ name }) => !name.value.startsWith('_'))
    .flatMap((part) => {
      const name = `${prefix}.${part.name.value}`;
      return [...(hasText(part) ? [] : [name]), ...parts(part, name)];
    });
}

function hasText({ description }: Described): boolean {
  return Boolean(description?.value.trim());
}

function isType(node: ASTNode): node is DefinitionNode & Described {
  return (
    (node.kind.endsWith('TypeDefinition') || node.kind.endsWith('TypeExtension')) &&
    node.kind !== Kind.SCALAR_TYPE_EXTENSION
  );
}
