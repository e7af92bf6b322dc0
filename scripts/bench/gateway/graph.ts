import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, parse } from 'graphql';

/** A shop in four services: the shape that benchmarks of federated gateways commonly have, with three levels of joins. */
const sources: Readonly<Record<string, string>> = {
  accounts: `
    type Query { users(first: Int!, from: Int!): [User!] user(id: ID!): User }
    type User @key(fields: "id") { id: ID! name: String username: String birthday: Int }
  `,
  products: `
    type Query { topProducts(first: Int!): [Product!] product(upc: ID!): Product }
    type Product @key(fields: "upc") { upc: ID! name: String price: Int weight: Int }
  `,
  inventory: `
    type Product @key(fields: "upc") {
      upc: ID! weight: Int @external price: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }
  `,
  reviews: `
    type Review @key(fields: "id") { id: ID! body: String author: User product: Product }
    type User @key(fields: "id") { id: ID! reviews: [Review!] }
    type Product @key(fields: "upc") { upc: ID! reviews: [Review!] }
  `,
};

export const services = Object.keys(sources);

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires"])';

const [userCount, productCount, reviewCount] = [40, 30, 120];
const user = (n: number) => ({ id: `u${n % userCount}` });
const product = (n: number) => ({ upc: `p${n % productCount}` });
const review = (n: number) => ({
  id: `r${n}`,
  body: `What reviewer ${n} has to say of it, at some length, as reviewers do.`,
  author: user(n),
  product: product(n * 7),
});
const numberIn = (key: string) => Number(key.slice(1));
const range = (count: number, from = 0) => Array.from({ length: count }, (_, n) => from + n);
const all = range(reviewCount).map(review);
const itself = <T>(reference: T) => ({ ...reference });

interface Args {
  readonly first: number;
  readonly from: number;
  readonly id: string;
  readonly upc: string;
}

const priceOf = ({ upc }: { upc: string }) => 100 + numberIn(upc) * 13;
const weightOf = ({ upc }: { upc: string }) => 10 + numberIn(upc) * 3;

const resolvers: Readonly<Record<string, object>> = {
  accounts: {
    Query: {
      users: (_root: unknown, { first, from }: Args) => range(first, from).map(user),
      user: (_root: unknown, { id }: Args) => ({ id }),
    },
    User: {
      __resolveReference: itself,
      name: ({ id }: { id: string }) => `Name of ${id}`,
      username: ({ id }: { id: string }) => `@${id}`,
      birthday: ({ id }: { id: string }) => 1_900 + numberIn(id),
    },
  },
  products: {
    Query: {
      topProducts: (_root: unknown, { first }: Args) => range(first).map(product),
      product: (_root: unknown, { upc }: Args) => ({ upc }),
    },
    Product: {
      __resolveReference: itself,
      name: ({ upc }: { upc: string }) => `Thing number ${upc}`,
      price: priceOf,
      weight: weightOf,
    },
  },
  inventory: {
    Product: {
      __resolveReference: itself,
      inStock: ({ upc }: { upc: string }) => numberIn(upc) % 3 > 0,
      shippingEstimate: ({ price, weight }: { price: number; weight: number }) => price * weight,
    },
  },
  reviews: {
    Review: { __resolveReference: ({ id }: { id: string }) => review(numberIn(id)) },
    User: {
      __resolveReference: itself,
      reviews: ({ id }: { id: string }) => all.filter(({ author }) => author.id === id),
    },
    Product: {
      __resolveReference: itself,
      reviews: ({ upc }: { upc: string }) => all.filter((one) => one.product.upc === upc),
    },
  },
};

export function schemas(): ReadonlyMap<string, GraphQLSchema> {
  return new Map(
    services.map((name) => [
      name,
      buildSubgraphSchema([
        { typeDefs: parse(`${link}${sources[name]}`), resolvers: resolvers[name] as never },
      ]),
    ]),
  );
}

export function supergraph(urlOf: (name: string) => string): string {
  const { supergraphSdl, errors } = composeServices(
    services.map((name) => ({ name, url: urlOf(name), typeDefs: parse(`${link}${sources[name]}`) })),
  );
  if (!supergraphSdl) throw new AggregateError(errors ?? [], 'the shop does not compose');
  return supergraphSdl;
}
