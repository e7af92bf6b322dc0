import { isText } from '@learnova/schema/text';
import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';
import { badInput } from './refusal.ts';

const advice = 'A text holds no NUL character and no half of a surrogate pair: no database can keep them.';

/** Deeper than any input of a graph, and far from the depth at which a walk through it would end the stack. */
const deepest = 32;

/** Refuses variables with a text that could not be kept. @throws BAD_USER_INPUT with the path of the text */
export function checkTexts(value: unknown, path: readonly string[] = []): void {
  if (path.length > deepest) throw badInput(path, 'No input goes as deep as this.');
  if (typeof value === 'string' && !isText(value)) throw badInput(path, advice);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) checkTexts(inner, [...path, name]);
}

/** A rule of validation: the same of texts that stand in the document itself. */
export function literalsAreTexts(context: ValidationContext): ASTVisitor {
  return {
    StringValue(node) {
      if (isText(node.value)) return;
      context.reportError(new GraphQLError(advice, { nodes: node, extensions: { code: 'BAD_USER_INPUT' } }));
    },
  };
}
