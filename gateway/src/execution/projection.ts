import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLOutputType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type SelectionSetNode,
} from 'graphql';
import { type Data, isData, own, put } from './data.ts';
import { leafTest } from './leaves.ts';
import { fieldsOf, type Source } from './selections.ts';

/** Nulls where none may stand, as the one who shapes an answer meets them. */
export interface Nulls {
  /** Whether the places are wanted: to follow them costs, and few ask. */
  readonly trail: (string | number)[] | undefined;
  tell(message: string): void;
}

/** What shaping an answer needs beside the data. */
export interface Shaping extends Nulls {
  introspect(nodes: readonly FieldNode[]): unknown;
}

/** Shapes a value as its type and the client's selections say. `BUBBLE` says that null stands where it may not. */
type Complete = (value: unknown, shaping: Shaping) => unknown;

type Nullable = GraphQLCompositeType | GraphQLLeafType | GraphQLList<GraphQLOutputType>;

const BUBBLE = Symbol('null where none may stand');

interface Field {
  readonly key: string;
  /** Whether `key` is a name that every object inherits. */
  readonly isOdd: boolean;
  /** For `__typename`: the type, where an object can be of it. */
  readonly typename?: string | undefined;
  readonly complete?: Complete;
  readonly introspected?: readonly FieldNode[];
}

/**
 * Compiles what makes the client's answer of the data that services gave: fields in the order asked, by the type that each
 * object turned out to be; what was only fetched for keys left out; null where a value is missing, or where null stands where
 * none may, as far up as the API schema says. The result is null when that is the whole answer.
 */
export function compileProjection(
  source: Source,
  type: GraphQLCompositeType,
  selectionSet: SelectionSetNode,
): (data: Data, shaping: Shaping) => Data | null {
  const complete = compileObject(source, type, [selectionSet]);
  return (data, shaping) => {
    const result = complete(data, shaping);
    return isData(result) ? result : null;
  };
}

function compileObject(
  source: Source,
  declared: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): Complete {
  const known = new Map<string, readonly Field[] | null>();
  const fieldsFor = (name: string): readonly Field[] | null => {
    let fields = known.get(name);
    if (fields === undefined) {
      const type = source.schema.getType(name);
      fields = isCompositeType(type) ? compileFields(source, type, sets) : null;
      // Names that are none of the schema's come from services, and there may be any number of them.
      if (fields) known.set(name, fields);
    }
    return fields;
  };
  return (value, shaping) => {
    if (!isData(value)) return invalid(shaping, declared.name);
    const { __typename: typename = declared.name } = value;
    const fields = typeof typename === 'string' ? fieldsFor(typename) : null;
    if (!fields) return invalid(shaping, declared.name);
    const { trail } = shaping;
    const result: Data = {};
    for (const { key, isOdd, typename: concrete, complete, introspected } of fields) {
      let shaped: unknown;
      if (complete) {
        trail?.push(key);
        shaped = complete(isOdd ? own(value, key) : value[key], shaping);
        trail?.pop();
        if (shaped === BUBBLE) return null;
      } else if (introspected) {
        shaped = shaping.introspect(introspected);
      } else {
        // A service that was asked for it by another name alone has told it by that.
        shaped = concrete ?? own(value, key);
        if (!isObjectType(source.schema.getType(String(shaped)))) return null;
      }
      if (isOdd) put(result, key, shaped);
      else result[key] = shaped;
    }
    return result;
  };
}

function compileFields(
  source: Source,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): Field[] {
  const defined = isUnionType(type) ? {} : type.getFields();
  return [...fieldsOf(source, type, sets)].flatMap(([key, nodes]): Field[] => {
    const name = nodes[0]?.name.value ?? '';
    const isOdd = key in Object.prototype;
    if (name === '__typename') return [{ key, isOdd, typename: isObjectType(type) ? type.name : undefined }];
    if (name.startsWith('__')) return [{ key, isOdd, introspected: nodes }];
    const definition = defined[name];
    if (!definition) return [];
    const inner = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const complete = compileType(source, definition.type, inner, `field ${type.name}.${name}`);
    return [{ key, isOdd, complete }];
  });
}

function compileType(
  source: Source,
  type: GraphQLOutputType,
  sets: readonly SelectionSetNode[],
  where: string,
): Complete {
  if (!isNonNullType(type)) {
    const complete = compileNullable(source, type, sets, where);
    return (value, shaping) => (value === undefined || value === null ? null : complete(value, shaping));
  }
  const complete = compileNullable(source, type.ofType, sets, where);
  return (value, shaping) => {
    if (value === undefined || value === null) {
      shaping.tell(`Cannot return null for non-nullable ${where}.`);
      return BUBBLE;
    }
    return complete(value, shaping) ?? BUBBLE;
  };
}

function compileNullable(
  source: Source,
  type: Nullable,
  sets: readonly SelectionSetNode[],
  where: string,
): Complete {
  if (isListType(type)) {
    const complete = compileType(source, type.ofType, sets, where);
    return (value, shaping) => {
      if (!Array.isArray(value)) return invalid(shaping, where);
      return completeList(value, complete, shaping);
    };
  }
  if (isCompositeType(type)) return compileObject(source, type, sets);
  const isValid = leafTest(type);
  if (!isValid) return (value) => value;
  return (value, shaping) => (isValid(value) ? value : invalid(shaping, where));
}

function completeList(values: readonly unknown[], complete: Complete, shaping: Shaping): unknown {
  const { trail } = shaping;
  const result = new Array<unknown>(values.length);
  let isNull = false;
  for (let index = 0; index < values.length; index += 1) {
    trail?.push(index);
    const shaped = complete(values[index], shaping);
    trail?.pop();
    if (shaped === BUBBLE) isNull = true;
    result[index] = shaped;
  }
  return isNull ? null : result;
}

function invalid(shaping: Shaping, where: string): null {
  shaping.tell(`Invalid value found for ${where}.`);
  return null;
}
