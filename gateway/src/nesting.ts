import { type GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { refused } from './errors.ts';

/** Brackets within brackets. No operation that is within its other limits needs nearly as many, and no stack ends at so few. */
const MOST_NESTED = 200;

const opening = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Refuses a text that is nested so deeply, be it in fields, values or types, that whoever walks it might come to the end of the stack:
 * the parser is the first of them. Where that end is depends on who called, so it is not waited for.
 * @param tokens of which no more are looked at; the parser refuses what has more
 * @throws GraphQLError for what is no token, as the parser would
 */
export function tooNested(text: string, tokens: number): GraphQLError[] {
  if ((text.match(/[{[(]/g)?.length ?? 0) <= MOST_NESTED) return [];
  const lexer = new Lexer(new Source(text));
  let nested = 0;
  for (let seen = 0; seen < tokens; seen += 1) {
    const { kind } = lexer.advance();
    if (kind === TokenKind.EOF) return [];
    if (opening.has(kind)) nested += 1;
    else if (closing.has(kind)) nested -= 1;
    if (nested > MOST_NESTED) {
      const message = `The document is too large: more than ${MOST_NESTED} brackets in brackets. Ask for less at a time.`;
      return [refused('DEPTH_LIMIT', message)];
    }
  }
  return [];
}
