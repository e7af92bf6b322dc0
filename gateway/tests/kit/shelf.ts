import { eventually } from './eventually.ts';
import type { World } from './world.ts';

/** Watches the books of a shelf; each event tells under which token it was asked for. */
export const watch = 'subscription ($shelf: ID!) { bookChanged(shelf: $shelf) { caller } }';
export const shelf = { variables: { shelf: 'A' } };

/** Waits until so many listen to what happens to that shelf. */
export const listening = (world: World, count: number) =>
  eventually(() => expect(world.log.listening('shelf.A')).toBe(count));
