import type { Trouble } from './gallery.ts';
import type { Choose } from './operations.ts';
import { people, reviews, works } from './records.ts';

const ids = [...works, ...people, ...reviews].map(({ id }) => String(id));
const services = ['catalog', 'reviews', 'shop', 'people'];

/** Fields that may be null and that no other field requires: what fails of them stays where it is. */
const mild = [
  'Person.email',
  'Person.mentor',
  'Work.title',
  'Work.rating',
  'Work.twin',
  'Review.stars',
  'Painting.price',
];
const grave = [
  'Person.name',
  'Person.boss',
  'Painting.height',
  'Painting.width',
  'Review.text',
  'Work.best',
  'Work.creators',
];

function some<T>(of: readonly T[], choose: Choose, percent: number): T[] {
  return of.filter(() => choose(100) < percent);
}

/** Fields that throw, each where it may be null. */
export function mildTrouble(choose: Choose): Trouble {
  const thrown = new Map(some(mild, choose, 60).map((field) => [field, some(ids, choose, 40)]));
  return { thrown, missing: new Set(), down: new Set() };
}

/** Anything: fields that throw where null may not stand, entities that a service does not know, services that are away. */
export function anyTrouble(choose: Choose): Trouble {
  const thrown = new Map(
    some([...mild, ...grave], choose, 30).map((field) => [field, some(ids, choose, 30)]),
  );
  const keys = services.flatMap((service) => [...ids, 'x', 'y'].map((id) => `${service} ${id}`));
  const down = choose(3) === 0 ? [services[choose(services.length)] ?? ''] : [];
  return { thrown, missing: new Set(some(keys, choose, 20)), down: new Set(down) };
}
