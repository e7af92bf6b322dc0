import { dayOf } from '@learnova/platform/local-time';
import { dayInWords } from '../notification/day-in-words.ts';
import type { Letter } from '../notification/subject.ts';

/** A piece of work, as it stands when the message is written. */
export interface Piece {
  readonly title: string;
  readonly section: string;
  /** ISO 8601 */
  readonly dueAt: string;
}

export function titleOf(count: number): string {
  return count === 1 ? 'Work is due within a day' : `${count} pieces of work are due within a day`;
}

/** For the inbox: what it is stands in the letter. */
export function bodyOf(count: number): string {
  const what = count === 1 ? '1 piece of work is' : `${count} pieces of work are`;
  return `${what} to be handed in within a day.`;
}

export function letterOf(student: string, pieces: readonly Piece[], timeZone: string): Letter {
  const lines = pieces.map(({ title, section, dueAt }) => {
    const at = new Date(dueAt);
    const hour = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(at);
    return `- ${title}, ${section}: due on ${dayInWords(dayOf(at, timeZone))} at ${hour}`;
  });
  const closing =
    'If you have handed it in already, there is nothing to be done. Questions are for the teacher of the section.';
  const text = [`Dear ${student},`, '', 'This is to be handed in:', '', ...lines, '', closing, ''].join('\n');
  return { subject: titleOf(pieces.length), text };
}
