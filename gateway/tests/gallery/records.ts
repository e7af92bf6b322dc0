/** What the gallery has; every service knows a part of it. */
export type Item = Readonly<Record<string, unknown>> & { readonly __typename?: string };

const country = (iso: string) => ({ iso, label: `Land ${iso}` });

export const places: readonly Item[] = [
  {
    __typename: 'Place',
    code: 'x',
    country: country('de'),
    title: 'Cellar',
    keeper: 'p2',
    staff: ['p1', 'p2'],
  },
  { __typename: 'Place', code: 'x', country: country('fr'), title: 'Grenier', keeper: 'p3', staff: [] },
  { __typename: 'Place', code: 'y', country: country('fr'), title: null, keeper: null, staff: ['p1', 'p4'] },
];

export const works: readonly Item[] = [
  {
    __typename: 'Painting',
    id: 'w1',
    title: 'Dusk',
    kind: 'OIL',
    creators: ['p1'],
    width: 3,
    height: 4,
    at: 0,
    twin: 'w2',
  },
  {
    __typename: 'Book',
    id: 'w2',
    title: 'Dawn',
    kind: 'NOVEL',
    creators: ['p2', 'p1'],
    pages: 80,
    about: ['w1', 'p3', 'w4'],
  },
  {
    __typename: 'Painting',
    id: 'w3',
    title: null,
    kind: null,
    creators: [],
    width: null,
    height: 9,
    at: 2,
    twin: 'w3',
  },
  {
    __typename: 'Book',
    id: 'w4',
    title: 'Rain',
    kind: 'POEM',
    creators: ['p4'],
    pages: 0,
    about: [],
    twin: 'w1',
  },
  {
    __typename: 'Painting',
    id: 'w5',
    title: 'Snow',
    kind: 'OIL',
    creators: ['p3', 'p3'],
    width: 1,
    height: 1,
    at: 1,
    twin: 'w4',
  },
];

export const people: readonly Item[] = [
  {
    __typename: 'Person',
    id: 'p1',
    name: 'Ada',
    boss: 'p2',
    friends: ['p2', null, 'p3'],
    mentor: null,
    tags: ['a', 'b'],
  },
  {
    __typename: 'Person',
    id: 'p2',
    name: 'Bo',
    boss: 'p2',
    friends: [],
    mentor: 'p1',
    tags: null,
    extra: { deep: [1, { x: null }] },
  },
  {
    __typename: 'Person',
    id: 'p3',
    name: 'Cy',
    boss: 'p1',
    friends: ['p1', 'p4', 'p1'],
    mentor: 'p4',
    tags: [],
    extra: 'text',
  },
  {
    __typename: 'Person',
    id: 'p4',
    name: 'Di',
    boss: 'p3',
    friends: null,
    mentor: 'p3',
    tags: ['c'],
    extra: 0,
  },
];

export const reviews: readonly Item[] = [
  {
    __typename: 'Review',
    id: 'r1',
    text: 'Fine',
    stars: 4,
    author: 'p1',
    work: 'w1',
    answers: [['r2', null], ['r3']],
  },
  { __typename: 'Review', id: 'r2', text: 'Poor', stars: 1, author: 'p2', work: 'w1', answers: [] },
  { __typename: 'Review', id: 'r3', text: 'Well', stars: null, author: null, work: 'w2', answers: null },
  {
    __typename: 'Review',
    id: 'r4',
    text: 'Long',
    stars: 3,
    author: 'p4',
    work: 'w4',
    answers: [null, ['r1', 'r1']],
  },
];

/** An item by its id, or by what a representation says of a place. */
export function itemOf(key: unknown): Item | null {
  if (typeof key === 'string') return [...works, ...people, ...reviews].find(({ id }) => id === key) ?? null;
  if (typeof key !== 'object' || key === null) return null;
  const { id, code, country: land } = key as { id?: unknown; code?: unknown; country?: { iso?: unknown } };
  if (id !== undefined) return itemOf(id);
  const isIt = (place: Item) => place.code === code && (place.country as Item).iso === land?.iso;
  return places.find(isIt) ?? null;
}
