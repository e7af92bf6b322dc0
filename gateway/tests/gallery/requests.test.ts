import { Gallery, noTrouble } from './gallery.ts';

let gallery: Gallery;
beforeEach(async () => {
  gallery = await Gallery.open('compiled');
});

afterEach(() => gallery.close());

const askedOf = (service: string) => gallery.asked.filter((asked) => asked.service === service);

test('what one service is asked about entities in one turn is one request, and each entity stands in it once', async () => {
  const query = `{
    works { creators { name } twin { creators { email } } }
    places { keeper { friends { name } } staff { tags } }
  }`;
  const { data, errors } = await gallery.ask(query);
  expect(errors).toBeUndefined();
  const stock = await Gallery.open('apollo');
  expect(data).toEqual((await stock.ask(query)).data);
  await stock.close();
  const [first] = askedOf('people');
  expect(first?.body.query).toMatch(/_0:_entities\(.*_1:_entities\(/);
  const lists = Object.values(first?.body.variables ?? {}) as object[][];
  for (const list of lists) expect(new Set(list.map((one) => JSON.stringify(one))).size).toBe(list.length);
  expect(askedOf('people').length).toBeLessThan(4);
});

test('a question that fails as a whole does not take along those that were asked with it', async () => {
  gallery.tamper = (answer, { body }) =>
    // A service that refuses whatever asks for tags, as one does by a limit of its own.
    body.query.includes('tags') ? { data: null, errors: [{ message: 'no tags today' }] } : answer;
  const { data, errors } = await gallery.ask(
    '{ curator { name } works(first: 1) { creators { tags } } walls { creators { email } } }',
  );
  expect(data).toMatchObject({
    curator: { name: 'Di' },
    works: [{ creators: [{ tags: null }] }],
    walls: [[{ creators: [{ email: 'p1@gallery.example' }] }, null, {}], [], [{}, {}]],
  });
  expect(errors).toEqual([expect.objectContaining({ message: 'no tags today' })]);
});

test('a field of a mutation that a fragment mentions again runs where it was mentioned first, once', async () => {
  const query = `mutation {
    price: labelPrice(text: "two") { order }
    labelWork(text: "one") { text }
    again: labelWork(text: "two") { order text }
    ...Again
  }
  fragment Again on Mutation { again: labelWork(text: "two") { text by { name } } }`;
  expect((await gallery.ask(query)).data).toEqual({
    price: { order: 1 },
    labelWork: { text: 'two one' },
    again: { order: 3, text: 'two one two', by: { name: expect.any(String) } },
  });
});

test('an error over an entity is told at every place that the entity has', async () => {
  const trouble = { ...noTrouble, thrown: new Map([['Person.email', ['p1']]]) };
  const query = '{ walls { creators { address: email } } works(first: 2) { creators { email } } }';
  const { errors = [] } = await gallery.ask(query, {}, trouble);
  expect(errors.map(({ path }) => path?.join('.')).sort()).toEqual([
    'walls.0.0.creators.0.address',
    'walls.0.2.creators.1.address',
    'walls.2.0.creators.0.address',
    'works.0.creators.0.email',
    'works.1.creators.1.email',
  ]);
});

test('what a service that does not answer would have told is missed at each place where it was asked for, and nowhere else', async () => {
  const query = `{
    curator { id address: email made { title } }
    walls { title creators { id email ...Who } }
    people(ids: ["p1"]) { name }
  } fragment Who on Person { tags }`;
  const whole = await gallery.ask(query);
  const { data, errors = [] } = await gallery.ask(query, {}, { ...noTrouble, down: new Set(['people']) });
  const lost = [...placesOf(whole.data, /^(address|email|tags|people)$/)];
  expect(lost.length).toBeGreaterThan(10);
  expect(errors.map(({ path }) => path?.join('.')).sort()).toEqual(lost.sort());
  expect(new Set(errors.map(({ extensions }) => extensions?.code))).toEqual(new Set(['UNAVAILABLE']));
  expect(data).toEqual(without(whole.data, /^(address|email|tags|people)$/));
});

test('what is missing only because of something that the client has not asked for is told once, without a place', async () => {
  const { data, errors } = await gallery.ask(
    '{ topReviews(first: 2) { text author { signature } } }',
    {},
    { ...noTrouble, down: new Set(['people']) },
  );
  const one = { text: expect.any(String), author: { signature: null } };
  expect(data).toEqual({ topReviews: [one, one, null] });
  expect(errors).toHaveLength(1);
  expect(errors?.[0]).not.toHaveProperty('path');
});

test('one entity at two places has at each what is asked there, though it is fetched once', async () => {
  const query = `{
    a: person(id: "p3") { mentor { made { title } } }
    b: person(id: "p3") { mentor { made { title: __typename } } }
    c: curator { friend: mentor { made { title(upper: true) } } }
    d: curator { friend: mentor { made { title } } }
  }`;
  const { data } = await gallery.ask(query);
  expect(data).toEqual({
    a: { mentor: { made: [{ title: 'Rain' }] } },
    b: { mentor: { made: [{ title: 'Book' }] } },
    c: { friend: { made: [{ title: 'SNOW' }] } },
    d: { friend: { made: [{ title: 'Snow' }] } },
  });
});

test('what a service answers beside the schema that clients see is null: values of enums, types, numbers for lists', async () => {
  gallery.tamper = ({ data }) => ({
    data: {
      ...data,
      works: [
        { __typename: 'Book', kind: 'SECRET', pages: 3 },
        { __typename: 'Book', kind: 'POEM', pages: 'three' },
        { __typename: 'Painting', kind: ['POEM'], pages: 1 },
      ],
      anything: [{ __typename: 'Sculpture', id: '1' }, 7],
      walls: 'none',
    },
  });
  const query = '{ works { kind ... on Book { pages } } anything { __typename } walls { id } }';
  const { data, errors } = await gallery.ask(query);
  expect(data).toBeNull(); // pages may not be null, nor works
  expect(errors?.map(({ path }) => path)).toContainEqual(['works', 1, 'pages']);
  const { data: rest } = await gallery.ask('{ works { kind } anything { __typename } walls { id } }');
  expect(rest).toEqual({
    works: [{ kind: null }, { kind: 'POEM' }, { kind: null }],
    anything: [null, null],
    walls: null,
  });
});

test('introspection is answered here, with fragments, variables and aliases, beside what services answer', async () => {
  const query = `query ($name: String!) {
    kind: __type(name: $name) { ...named enumValues { name } } __schema { queryType { name } } __typename curator { id }
  }
  fragment named on __Type { name kind }`;
  expect(await gallery.ask(query, { name: 'Unit' })).toEqual({
    data: {
      kind: { name: 'Unit', kind: 'ENUM', enumValues: [{ name: 'LEAVES' }, { name: 'SIDES' }] },
      __schema: { queryType: { name: 'Query' } },
      __typename: 'Query',
      curator: { id: 'p4' },
    },
  });
  expect(await gallery.ask('mutation { __typename labelWork(text: "a") { text } }')).toEqual({
    data: { __typename: 'Mutation', labelWork: { text: 'a' } },
  });
});

test('a condition that is sent as null is refused', async () => {
  const query = 'query ($deep: Boolean = true) { curator { id name @include(if: $deep) } }';
  expect(await gallery.ask(query, { deep: null })).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  });
  expect(await gallery.ask(query)).toEqual({ data: { curator: { id: 'p4', name: 'Di' } } });
  expect(await gallery.ask(query, { deep: false })).toEqual({ data: { curator: { id: 'p4' } } });
});

/** Where keys stand in an answer: `walls.0.1.email`. */
function* placesOf(value: unknown, keys: RegExp, trail: readonly string[] = []): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (keys.test(key)) yield [...trail, key].join('.');
    else yield* placesOf(inner, keys, [...trail, key]);
  }
}

/** An answer with nulls at these keys. */
function without(value: unknown, keys: RegExp): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (keys.test(key) ? null : inner)));
}
