import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { Operation } from '../documents.ts';
import type { Conditions } from './conditions.ts';
import { MergedDocuments } from './merged-documents.ts';
import { type Deliver, plainDelivery } from './plain-fetch.ts';
import { compileNode } from './plan.ts';
import { compileProjection } from './projection.ts';
import type { Step } from './run.ts';
import { fieldsOf, fragmentsOf } from './selections.ts';

/** One operation on one supergraph under given conditions, with all that does not depend on other values worked out. */
export class CompiledOperation {
  /** Undefined when there is nothing to ask services for. */
  readonly step: Step | undefined;
  /** A subscription's fetch from the owner of the field, and what takes its answer; the step is what follows. */
  readonly primary: { readonly fetch: FetchNode; readonly deliver: Deliver } | undefined;
  /** Whether fields are asked for that only services can answer. */
  readonly needsServices: boolean;
  readonly project: ReturnType<typeof compileProjection>;
  readonly documents = new MergedDocuments();

  /**
   * @param api the schema that clients see
   * @param full the schema of the supergraph, by which services answer
   */
  constructor(
    { node }: QueryPlan,
    { document, node: asked }: Operation,
    conditions: Conditions,
    api: GraphQLSchema,
    full: GraphQLSchema,
  ) {
    if (node?.kind === 'Subscription') {
      this.primary = { fetch: node.primary, deliver: plainDelivery(node.primary, full) };
      this.step = node.rest && compileNode(node.rest, full);
    } else {
      this.step = node && compileNode(node, full);
    }
    const type = api.getRootType(asked.operation);
    if (!type) throw new Error(`the schema has no ${asked.operation}`);
    const source = { schema: api, fragments: fragmentsOf(document), conditions };
    this.project = compileProjection(source, type, asked.selectionSet);
    const fields = fieldsOf(source, type, [asked.selectionSet]);
    this.needsServices = [...fields.values()].some(([field]) => !field?.name.value.startsWith('__'));
  }
}
