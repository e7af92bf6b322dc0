import { type Item, itemOf, people, places, reviews, works } from './records.ts';

/** What goes wrong, and what an execution remembers. A fresh one for each execution. */
export interface Scene {
  /** Fields, `Type.field`, that throw for the items of the given ids. */
  readonly thrown: ReadonlyMap<string, readonly string[]>;
  /** `service id` of the entities that a service does not know. */
  readonly missing: ReadonlySet<string>;
  readonly notes: string[];
}

type Resolve = (item: Item, args: Record<string, never>, scene: Scene) => unknown;

const all = (keys: unknown): unknown =>
  Array.isArray(keys)
    ? keys.map((key) => (Array.isArray(key) ? all(key) : key === null ? null : itemOf(key)))
    : null;

/** What the records say of an item, however little of it is at hand. */
const known =
  (field: string): Resolve =>
  (item) =>
    itemOf(item)?.[field] ?? null;
const one =
  (field: string): Resolve =>
  (item) =>
    itemOf(itemOf(item)?.[field]);
const many =
  (field: string): Resolve =>
  (item) =>
    all(itemOf(item)?.[field]);

const note =
  (by: string): Resolve =>
  (_root, { text }, { notes }) => ({
    order: notes.push(String(text)),
    text: notes.join(' '),
    by: itemOf(by),
  });

const work: Record<string, Resolve> = {
  title: (item, { upper }) => {
    const { title } = itemOf(item) ?? {};
    return upper && typeof title === 'string' ? title.toUpperCase() : (title ?? null);
  },
  kind: known('kind'),
  creators: many('creators'),
  twin: one('twin'),
  rating: (item) => reviewsOf(item).length / 2,
  reviews: (item, { first = 9 }) => reviewsOf(item).slice(0, first),
  best: (item) => reviewsOf(item)[0] ?? null,
};

const reviewsOf = (item: Item) => reviews.filter((review) => review.work === item.id);

/** How each field of the graph is answered: in one schema as in any service that has the field. */
const fields: Record<string, Record<string, Resolve>> = {
  Query: {
    works: (_root, { first }) => works.slice(0, first),
    work: (_root, { id }) => works.find((item) => item.id === id) ?? null,
    anything: () => [works[1], people[0], null, places[2], works[2]],
    walls: () => [[works[0], null, works[1]], [], [works[0], works[4]]],
    places: () => places,
    curator: () => people[3],
    topReviews: (_root, { first = 9 }) => [...reviews.slice(0, first), null],
    bargains: () => [works[4], works[0], works[4]],
    currencyOf: (_root, { place }) => (place === 'x' ? 'MARK' : null),
    people: (_root, { ids }) => (Array.isArray(ids) ? all(ids) : people),
    person: (_root, { id }) => people.find((item) => item.id === id) ?? null,
  },
  Mutation: { labelWork: note('p1'), labelPrice: note('p2') },
  Painting: {
    ...work,
    width: known('width'),
    height: known('height'),
    hangsAt: (item) => places[Number(itemOf(item)?.at)],
    // From what was brought along: this service asks for it by @requires.
    area: ({ width, height }, { times = 1 }) =>
      typeof width === 'number' ? width * Number(height) * Number(times) : null,
    price: (item, { currency }) => ({
      amount: Number(String(item.id).slice(1)) * 10,
      currency: currency ?? null,
    }),
    soldAt: (item) => (item.id === 'w5' ? [places[0], null, places[1]] : null),
  },
  Book: {
    ...work,
    pages: (item, { unit }) => Number(itemOf(item)?.pages) * (String(unit) === 'SIDES' ? 2 : 1),
    about: many('about'),
  },
  Work: work,
  Person: {
    made: (item) => works.filter(({ creators }) => (creators as unknown[]).includes(item.id)),
    name: known('name'),
    signature: ({ name, id }) => `${name}/${id}`,
    reviews: (item) => reviews.filter(({ author }) => author === item.id),
    worksAt: (item) => [places.filter(({ staff }) => (staff as unknown[]).includes(item.id)), [], null],
    email: (item) => `${item.id}@gallery.example`,
    friends: many('friends'),
    boss: one('boss'),
    mentor: one('mentor'),
    tags: known('tags'),
    extra: known('extra'),
  },
  Place: {
    title: known('title'),
    country: known('country'),
    keeper: one('keeper'),
    staff: many('staff'),
    offers: () => [
      { amount: 1, currency: 'TALER' },
      { amount: 2, currency: null },
    ],
  },
  Review: {
    text: known('text'),
    stars: known('stars'),
    author: one('author'),
    work: one('work'),
    answers: many('answers'),
  },
};

/** Those of the given types, with what the scene makes go wrong. */
export function resolversFor(
  types: Readonly<Record<string, readonly string[]>>,
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(types).map(([type, names]) => [
      type,
      Object.fromEntries(names.flatMap((name) => resolver(type, name))),
    ]),
  );
}

function resolver(type: string, name: string): [string, unknown][] {
  const resolve = fields[type]?.[name];
  if (!resolve) return [];
  const watched: Resolve = (item, args, scene) => {
    // A work is called so where its service knows the interface alone.
    const thrown = scene.thrown.get(`${type}.${name}`) ?? scene.thrown.get(`Work.${name}`) ?? [];
    if (thrown.includes(String(item?.id ?? ''))) throw new Error(`${type}.${name} fails`);
    return resolve(item, args, scene);
  };
  return [[name, watched]];
}
