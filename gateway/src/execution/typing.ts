import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';

/** Whether what is of a type satisfies a condition `... on Condition`; remembers, as it is asked for every object. */
export type TypeTest = (typename: string) => boolean;

export function typeTest(schema: GraphQLSchema, condition: string): TypeTest {
  const conditional = schema.getType(condition);
  if (!isAbstractType(conditional)) return (typename) => typename === condition;
  const known = new Map<string, boolean>([[condition, true]]);
  return (typename) => {
    let holds = known.get(typename);
    if (holds === undefined) {
      const type = schema.getType(typename);
      holds = (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(conditional, type);
      // What a service answers is no type of the schema, perhaps; of such names there may be any number.
      if (type) known.set(typename, holds);
    }
    return holds;
  };
}
