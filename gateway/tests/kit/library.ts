import { setTimeout as pause } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { LiveLog } from '@learnova/platform/live/log';
import { type DocumentNode, execute, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import type { Call, GraphQLAnswer, GraphQLBody } from '../../src/endpoint.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

const bookTypes = `${link}
  type Query { books: [Book!]! book(id: ID!): Book bookCaller: String slow(ms: Int!): String fault: String refusal: String must: String! }
  type Mutation { rename(id: ID!, title: String!): Book slowly(ms: Int!): String add(books: [NewBook!]!): Int }
  input NewBook { title: String! shelf: ID! }
  type Subscription { bookChanged(shelf: ID!): Book }
  type Book @key(fields: "id") { id: ID! title: String! caller: String }
`;

const reviewTypes = `${link}
  type Query { reviewCaller: String review(id: ID!): Review }
  type Book @key(fields: "id") { id: ID! reviews: [Review!] }
  type Review @key(fields: "id") { id: ID! text: String! book: Book caller: String }
`;

const loanTypes = 'type Query { loans: Int }';

/** How a supergraph differs from the usual one. */
export interface Edition {
  /** Words that are left out of the types of books. */
  readonly without?: string;
  /** Whether there is a third service, which tells of loans. */
  readonly withLoans?: boolean;
}

interface Args {
  readonly id: string;
  readonly title: string;
  readonly ms: number;
}

/** Two small services over books, with the switches that tests turn. */
export class Library {
  readonly titles = new Map([
    ['1', 'Momo'],
    ['2', 'Emil'],
    ['3', 'Krabat'],
  ]);
  /** What arrived, by service. */
  readonly calls: {
    service: string;
    body: GraphQLBody;
    call: Pick<Call, 'authorization' | 'requestId'>;
    /** Milliseconds, on the clock of this process. */
    at: number;
  }[] = [];
  /** Answers admission and delivery with this code. */
  refuseBy: string | undefined;
  /** Books over which a delivery fails, as by a fault of the service. */
  readonly broken = new Set<string>();
  /** Books over which the field of a delivery fails, so that it is null and says why. */
  readonly failing = new Set<string>();
  /** Books that the subscriber is told nothing about. */
  readonly hidden = new Set<string>();
  /** Milliseconds for which an admission holds. */
  admitForMs = 60_000;
  /** What the owner's clock is ahead of the machine's, in milliseconds. */
  aheadMs = 0;
  /** Milliseconds that an admission takes. */
  admissionMs = 0;
  /** Milliseconds that a delivery takes. */
  deliveryMs = 0;
  readonly schemas: Readonly<Record<string, GraphQLSchema>>;
  readonly #log: LiveLog;

  constructor(log: LiveLog) {
    this.#log = log;
    this.schemas = {
      books: schemaOf(bookTypes, this.#books()),
      reviews: schemaOf(reviewTypes, this.#reviews()),
      loans: schemaOf(loanTypes, { Query: { loans: () => 7 } }),
    };
  }

  static readonly #composed = new Map<string, string>();

  /** The supergraph of both services. Each edition is composed once: the URLs alone differ. */
  static supergraph(urlOf: (name: string) => string = urlOfNone, edition: Edition = {}): string {
    const key = JSON.stringify(edition);
    const composed = Library.#composed.get(key) ?? compose(edition);
    Library.#composed.set(key, composed);
    return ['books', 'reviews', 'loans'].reduce(
      (sdl, name) => sdl.replace(urlOfNone(name), urlOf(name)),
      composed,
    );
  }

  /** How a service answers a POST. */
  async answer(
    service: string,
    body: GraphQLBody,
    call: Pick<Call, 'authorization' | 'requestId'>,
  ): Promise<GraphQLAnswer> {
    this.calls.push({ service, body, call, at: performance.now() });
    const schema = this.schemas[service];
    if (!schema) throw new Error(`no service ${service}`);
    const document = parse(body.query);
    const live = body.extensions?.live as { pointer?: { key: { id: string } } } | undefined;
    if (getOperationAST(document, body.operationName)?.operation === 'subscription') {
      return plain(await this.#live(schema, document, body, live ?? {}, call));
    }
    const { operationName, variables } = body;
    return plain(
      await execute({ schema, document, operationName, variableValues: variables, contextValue: call }),
    );
  }

  /** A change of a book, as the log tells it. */
  async change(number: number, id: string, shelf = 'A'): Promise<void> {
    await this.#log.append(number, [
      { topic: `shelf.${shelf}`, typename: 'Book', key: { id }, version: number },
    ]);
  }

  async #live(
    schema: GraphQLSchema,
    document: DocumentNode,
    { variables = {} }: GraphQLBody,
    { pointer }: { pointer?: { key: { id: string } } },
    call: unknown,
  ) {
    const cursor = String(await this.#log.position());
    if (!pointer && this.admissionMs) await pause(this.admissionMs, undefined, { ref: false });
    if (this.refuseBy) {
      const errors = [{ message: 'You may not watch this shelf.', extensions: { code: this.refuseBy } }];
      return { errors, extensions: { live: { status: 'ended' } } };
    }
    if (!pointer) {
      const now = performance.timeOrigin + performance.now() + this.aheadMs;
      const [until, at] = [new Date(now + this.admitForMs).toISOString(), new Date(now).toISOString()];
      const live = { status: 'admitted', topic: `shelf.${variables.shelf}`, cursor, until, now: at };
      return { data: null, extensions: { live } };
    }
    if (this.deliveryMs) await pause(this.deliveryMs, undefined, { ref: false });
    if (this.broken.has(pointer.key.id))
      return { errors: [{ message: 'broken', extensions: { code: 'INTERNAL' } }] };
    if (this.hidden.has(pointer.key.id)) return { data: null, extensions: { live: { status: 'skip' } } };
    const { id } = pointer.key;
    const bookChanged = () => {
      if (this.failing.has(id)) throw new Error('broken');
      return { id };
    };
    const result = await execute({
      schema,
      document,
      rootValue: { bookChanged },
      variableValues: variables,
      contextValue: call,
    });
    return { ...result, extensions: { live: { status: 'data' } } };
  }

  #books() {
    const book = ({ id }: { id: string }) => (this.titles.has(id) ? { id } : null);
    const wait = ({ ms }: Args) => pause(ms, 'done', { ref: false });
    return {
      Query: {
        books: () => [...this.titles.keys()].map((id) => ({ id })),
        book: (_root: unknown, args: Args) => book({ id: args.id }),
        bookCaller: callerOf,
        slow: (_root: unknown, args: Args) => wait(args),
        must: () => null,
        fault: () => {
          throw new Error('secret-host:5432');
        },
      },
      Mutation: {
        rename: (_root: unknown, { id, title }: Args) => {
          this.titles.set(id, title);
          return { id };
        },
        slowly: (_root: unknown, args: Args) => wait(args),
      },
      Book: {
        __resolveReference: book,
        title: ({ id }: { id: string }) => this.titles.get(id) ?? `Book ${id}`,
        caller: callerOf,
      },
    };
  }

  #reviews() {
    return {
      Query: { reviewCaller: callerOf, review: () => ({ id: 'r1', text: 'Good', book: { id: '1' } }) },
      Book: { reviews: ({ id }: { id: string }) => [{ id: `r${id}`, text: `On ${id}`, book: { id } }] },
      Review: { caller: callerOf, __resolveReference: ({ id }: { id: string }) => ({ id, text: 'Good' }) },
    };
  }
}

const callerOf = (_source: unknown, _args: unknown, call: Call) => call.authorization ?? 'nobody';

const urlOfNone = (name: string) => `http://${name}.invalid/graphql`;

function compose({ without = '', withLoans = false }: Edition): string {
  const books = bookTypes.replace(without, '');
  const services = Object.entries({ books, reviews: reviewTypes, ...(withLoans && { loans: loanTypes }) });
  const { supergraphSdl, errors } = composeServices(
    services.map(([name, sdl]) => ({ name, url: urlOfNone(name), typeDefs: parse(sdl) })),
  );
  if (!supergraphSdl) throw new AggregateError(errors ?? []);
  return supergraphSdl;
}

function schemaOf(sdl: string, resolvers: object): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
}

/** As it goes over a wire. */
function plain(answer: unknown): GraphQLAnswer {
  return JSON.parse(JSON.stringify(answer)) as GraphQLAnswer;
}
