import { v7 } from 'uuid';

/** A new UUIDv7: made in code, so that an event can name its record before the flush. Its order is not commit order. */
export function newId(): string {
  return v7();
}
