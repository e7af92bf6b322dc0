import { refusal } from '@learnova/platform/refusal';
import { decideName } from '../naming.rules.ts';

/** Decides what stands on the door of a room: what stands on no other door of the organization. */
export function decideRoomName(wanted: string, others: readonly { readonly name: string }[]): string {
  const name = decideName(wanted, 'name', 50);
  if (others.some((other) => other.name === name)) {
    const sentence = 'The organization has a room of this name. Use it, or choose another name.';
    throw refusal('ACADEMICS_ROOM_EXISTS', sentence, { field: ['input', 'name'] });
  }
  return name;
}
