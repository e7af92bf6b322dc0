import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoFragmentCyclesRule,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { coded } from './errors.ts';
import { introspection } from './introspection.ts';
import { oversize, rootDirectives } from './limits.ts';
import type { Limits } from './options.ts';
import { repeated } from './repeats.ts';
import { asOne } from './rules-as-one.ts';

export interface DocumentRules {
  readonly schema: GraphQLSchema;
  readonly limits: Limits;
  /** Whether clients may ask what the schema is. */
  readonly introspection: boolean;
}

/** What the GraphQL specification says of documents. */
const specification = asOne(specifiedRules);

/** The faults of one request that are told: a long list of them must cost little. */
export const MOST_FAULTS = 20;

/**
 * Why a document is not run, whatever its variables. The cheap questions come first, and whoever fails them is asked no more: each
 * looks at a part of the document once or twice, while validation takes the longer the more of it is alike.
 */
export function documentFaults(document: DocumentNode, rules: DocumentRules): GraphQLError[] {
  const { limits } = rules;
  const large = [...oversize(document, limits), ...rootDirectives(document)];
  // Of fragments that hold themselves there is no end of fields.
  const hasFragments = document.definitions.some(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  if (large.length === 0 && hasFragments)
    large.push(...invalid(document, rules.schema, NoFragmentCyclesRule));
  if (large.length === 0) large.push(...repeated(document, limits));
  if (!rules.introspection) large.push(...introspection(document));
  return large.length > 0 ? large : invalid(document, rules.schema, specification);
}

function invalid(document: DocumentNode, schema: GraphQLSchema, rule: ValidationRule): GraphQLError[] {
  try {
    const errors = validate(schema, document, [rule], { maxErrors: MOST_FAULTS });
    return errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
  } catch (error) {
    if (error instanceof GraphQLError) return [coded(error, 'GRAPHQL_VALIDATION_FAILED')];
    throw error;
  }
}
