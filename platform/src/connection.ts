import { isText } from '@learnova/schema/text';
import { ArgsType, type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { badInput } from './refusal.ts';

/** The most that one page holds. */
const most = 200;

@ObjectType({ description: 'Where a page of a list stands in it. As visible as the list.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether the list goes on after this page. As visible as the list.' })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'What to give as `after` for the next page; null on an empty page. As visible as the list.',
  })
  endCursor!: string | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 50, description: `How many at most, up to ${most}.` })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor after which the page begins; the beginning if left out.',
  })
  after!: string | null;
}

export interface Edge<T> {
  cursor: string;
  node: T;
}

/** A page of a list, as the Relay specification has it. */
export interface Connection<T> {
  nodes: readonly T[];
  edges: readonly Edge<T>[];
  pageInfo: PageInfo;
}

/**
 * The GraphQL types `<Name>Connection` and `<Name>Edge` of a list of nodes. Call it once a type, where the type is.
 * @param visibility a sentence that says who may see the list
 */
export function connectionOf<T extends object>(
  name: string,
  node: () => ClassType<T>,
  visibility: string,
): ClassType<Connection<T>> {
  @ObjectType(`${name}Edge`, { description: `One entry of a list, with its place. ${visibility}` })
  class EdgeType implements Edge<T> {
    @Field(() => String, { description: `Its place in the list. ${visibility}` })
    cursor!: string;

    @Field(node, { description: `The entry. ${visibility}` })
    node!: T;
  }
  @ObjectType(`${name}Connection`, { description: `A page of a list. ${visibility}` })
  class ConnectionType implements Connection<T> {
    @Field(() => [node()], { description: `The entries. ${visibility}` })
    nodes!: readonly T[];

    @Field(() => [EdgeType], { description: `The entries with their places. ${visibility}` })
    edges!: readonly Edge<T>[];

    @Field(() => PageInfo, { description: `Where the page stands. ${visibility}` })
    pageInfo!: PageInfo;
  }
  return ConnectionType;
}

export interface Page {
  /** Rows to read: one more than the page holds, to know whether the list goes on. */
  readonly limit: number;
  /** The sort key after which the page begins; null at the beginning. */
  readonly after: readonly string[] | null;
}

/**
 * What to read for a page. @param width how many parts the sort key has; the last should be the id, so that it is unique.
 * @throws BAD_USER_INPUT for a count or a cursor that is none
 */
export function pageOf({ first, after }: PageArgs, width: number): Page {
  if (first < 1 || first > most) throw badInput(['first'], `A page holds 1 to ${most} entries.`);
  return { limit: first + 1, after: after === null || after === undefined ? null : keyOf(after, width) };
}

/** A page from the rows that `pageOf` asked for, in order. @param sortKey the row's sort key, as `after` gives it back */
export function toConnection<T>(
  rows: readonly T[],
  { limit }: Page,
  sortKey: (row: T) => readonly string[],
): Connection<T> {
  const nodes = rows.slice(0, limit - 1);
  const edges = nodes.map((node) => ({ node, cursor: cursorOf(sortKey(node)) }));
  return {
    nodes,
    edges,
    pageInfo: { hasNextPage: rows.length === limit, endCursor: edges.at(-1)?.cursor ?? null },
  };
}

function cursorOf(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function keyOf(cursor: string, width: number): readonly string[] {
  const fault = badInput(['after'], 'This is no cursor of the list: take `endCursor` or an edge as it came.');
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(key) &&
      key.length === width &&
      key.every((part) => typeof part === 'string' && isText(part))
    )
      return key;
  } catch (error) {
    if (error instanceof SyntaxError) throw fault;
    throw error;
  }
  throw fault;
}
