import { BREAK, type DocumentNode, GraphQLError, visit } from 'graphql';
import { refused } from './errors.ts';

/** Refuses to tell what the schema is. */
export function introspection(document: DocumentNode): GraphQLError[] {
  let isAsked = false;
  visit(document, {
    Field({ name: { value } }) {
      if (value !== '__schema' && value !== '__type') return undefined;
      isAsked = true;
      return BREAK;
    },
  });
  const message = 'This gateway does not tell what its schema is: ask its operators.';
  return isAsked ? [refused('INTROSPECTION_OFF', message)] : [];
}

/** The same error without what may have been meant, by which one could guess a schema name by name. */
export function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/ ?Did you mean [^?]*\?/g, '');
  if (message === error.message) return error;
  const { nodes, source, positions, path, extensions } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
