import {
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import { Directive } from 'type-graphql';

/**
 * How long a list without pages may be: as that the gateway counts it before anybody is asked (`@listSize`,
 * https://ibm.github.io/graphql-specs/cost-spec.html). Without it a list counts as a short one, of ten.
 */
export function ListSize(entries: number): ReturnType<typeof Directive> {
  return Directive(`@listSize(assumedSize: ${entries})`);
}

/** Says of each field that takes `first` that it is as long as that. */
export function sizePages(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.args.some(({ name }) => name === 'first')) continue;
      const of = String(field.type).includes('Connection') ? ', sizedFields: ["nodes", "edges"]' : '';
      direct(field, `@listSize(slicingArguments: ["first"]${of}, requireOneSlicingArgument: false)`);
    }
  }
}

function direct(field: GraphQLField<unknown, unknown>, text: string): void {
  const [definition] = parse(`type Any { ${field.name}: Int ${text} }`, { noLocation: true }).definitions;
  const node = definition?.kind === Kind.OBJECT_TYPE_DEFINITION ? definition.fields?.[0] : undefined;
  if (!node) throw new Error(`no directive: ${text}`);
  const directives: readonly ConstDirectiveNode[] = [
    ...(field.astNode?.directives ?? []),
    ...(node.directives ?? []),
  ];
  field.astNode = { ...node, ...field.astNode, directives };
}
