export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What is asked: the n-th question of each kind is the same for everybody who is asked. */
export interface Kind {
  readonly name: string;
  question(n: number): Question;
}

const thing = 'inStock name price shippingEstimate upc weight';
const heavy = `query Heavy($from: Int!, $first: Int!) {
  users(first: 6, from: $from) {
    id username name
    reviews { id body product { ${thing} reviews { id body author { id username name reviews { id body product { ${thing} } } } } } }
  }
  topProducts(first: $first) {
    ${thing}
    reviews { id body author { id username name reviews { id body product { ${thing} } } } }
  }
}`;

const small = `query Small($upc: ID!) {
  product(upc: $upc) { name price inStock reviews { body author { username } } }
}`;

const parts = [
  'name',
  'price',
  'weight',
  'inStock',
  'shippingEstimate',
  'reviews { id }',
  'reviews { body author { name } }',
];
const further = ['username', 'name', 'birthday', 'reviews { body }', 'reviews { product { name inStock } }'];

/** Of `of`, those that stand for a bit of `n`; one at least. */
const some = (of: readonly string[], n: number) =>
  of.filter((_part, bit) => ((n + 1) >> bit) % 2 === 1).join(' ') || of[0];

export const kinds: readonly Kind[] = [
  {
    name: 'heavy: three levels, 60 KB',
    question: (n) => ({ query: heavy, variables: { from: n % 37, first: 4 + (n % 3) } }),
  },
  {
    name: 'small: one thing of three services',
    question: (n) => ({ query: small, variables: { upc: `p${n % 29}` } }),
  },
  {
    name: 'written: each document is a new one by the values in it',
    question: (n) => ({
      query: `{ product(upc: "p${n}") { name price inStock reviews { body author { username } } } user(id: "u${n % 37}") { username reviews { product { name } } } }`,
      variables: {},
    }),
  },
  {
    name: 'cold: each document is a new one by what it asks for',
    question: (n) => ({
      query: `query Cold${n} { one${n}: product(upc: "p${n % 29}") { ${some(parts, n % 127)} } two: user(id: "u${n % 37}") { ${some(further, n % 31)} } }`,
      variables: {},
    }),
  },
];
