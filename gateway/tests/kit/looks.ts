import { type ASTNode, type DocumentNode, Kind, parse, visit } from 'graphql';
import { defaultLimits } from '../../src/options.ts';

const NAMED: readonly string[] = [Kind.FIELD, Kind.FRAGMENT_SPREAD, Kind.DIRECTIVE];

/**
 * How often a task looks at each part of a document, on average: at a selection set, and at the name of what is selected. It is what a
 * document costs, in steps instead of milliseconds, which a busy machine does not change. 0 for what cannot be read at all.
 */
export function looksIn(text: string, task: (document: DocumentNode) => unknown): number {
  let looks = 0;
  let parts = 0;
  const watch = (node: ASTNode, key: 'selections' | 'name'): void => {
    const value: unknown = Reflect.get(node, key);
    const get = () => {
      looks += 1;
      return value;
    };
    Object.defineProperty(node, key, { get, enumerable: true });
    parts += 1;
  };
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: defaultLimits.tokens });
  } catch {
    return 0;
  }
  const nodes: ASTNode[] = [];
  visit(document, { enter: (node) => void nodes.push(node) });
  for (const node of nodes) {
    if (node.kind === Kind.SELECTION_SET) watch(node, 'selections');
    else if (NAMED.includes(node.kind)) watch(node, 'name');
  }
  task(document);
  return looks / parts;
}
