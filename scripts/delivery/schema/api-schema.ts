import { Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';

/** What clients see of a supergraph: without the machinery that joins its subgraphs. */
export function apiSchemaOf(supergraphSdl: string): GraphQLSchema {
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
  return supergraph.apiSchema().toGraphQLJSSchema();
}
