import { badInput } from '@learnova/platform/refusal';
import type { Audience } from './audience.enum.ts';

/** The longest texts, in characters. */
const longest = { title: 120, body: 4_000 } as const;

/** How far ahead an announcement may be made, in days. */
const daysAhead = 366;

interface Wanted {
  readonly title: string;
  readonly body: string;
  readonly audience: readonly Audience[];
  readonly visibleFrom?: Date | null | undefined;
  readonly visibleTo?: Date | null | undefined;
}

export interface Decided {
  readonly title: string;
  readonly body: string;
  readonly audience: Audience[];
  readonly visibleFrom: Date;
  readonly visibleTo: Date | null;
}

/** What is announced, and when. It begins at once where its time has come. Throws BAD_USER_INPUT with the field. */
export function decideAnnouncement(wanted: Wanted, now: Date): Decided {
  const { visibleFrom, visibleTo = null } = wanted;
  const from = visibleFrom && visibleFrom > now ? visibleFrom : now;
  if (wanted.audience.length === 0)
    throw badInput(['input', 'audience'], 'An announcement is for somebody: name one audience at least.');
  if (from.getTime() > now.getTime() + daysAhead * 86_400_000)
    throw badInput(['input', 'visibleFrom'], `An announcement begins within ${daysAhead} days.`);
  if (visibleTo && visibleTo <= from)
    throw badInput(['input', 'visibleTo'], 'An announcement ends after it has begun.');
  return {
    title: decideText(wanted.title, 'title'),
    body: decideText(wanted.body, 'body'),
    audience: [...new Set(wanted.audience)].sort(),
    visibleFrom: from,
    visibleTo,
  };
}

function decideText(given: string, name: 'title' | 'body'): string {
  const text = given.trim();
  if (text.length === 0 || text.length > longest[name])
    throw badInput(['input', name], `A ${name} has 1 to ${longest[name]} characters.`);
  return text;
}

export interface Timed {
  readonly visibleFrom: Date;
  readonly visibleTo: Date | null;
}

/** Half-open, like every interval here. */
export function isOpen({ visibleFrom, visibleTo }: Timed, now: Date): boolean {
  return visibleFrom <= now && (visibleTo === null || now < visibleTo);
}

/** Taken back: an end that is earlier; what has never begun ends a millisecond after it would have. */
export function decideWithdrawal({ visibleFrom, visibleTo }: Timed, now: Date): Date {
  const end = now > visibleFrom ? now : new Date(visibleFrom.getTime() + 1);
  return visibleTo !== null && visibleTo < end ? visibleTo : end;
}
