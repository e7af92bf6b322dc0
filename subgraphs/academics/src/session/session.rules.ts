import { covers, overlaps } from '@learnova/platform/interval';
import { addDays } from '@learnova/platform/local-time';
import { badInput, refusal } from '@learnova/platform/refusal';
import { decideName } from '../naming.rules.ts';

/** A session's days: from its first one until the first one after it. */
export interface SessionDays {
  readonly from: string;
  readonly to: string;
}

export interface NamedSession extends SessionDays {
  readonly title: string;
}

export interface SessionFacts {
  /** The school year of a term; null for a school year. */
  readonly year: SessionDays | null;
  /** The other sessions of the same organization, of all years. */
  readonly titles: readonly string[];
  /** The other school years of the organization, or the other terms of the year. */
  readonly siblings: readonly NamedSession[];
}

/** Two years: more is a slip of the pen. */
const longest = 731;

/** Decides a school year or a term: called like no other of its school, within its year, and apart from its siblings. */
export function decideSession(wanted: NamedSession, { year, titles, siblings }: SessionFacts): NamedSession {
  const title = decideName(wanted.title, 'title');
  const { from, to } = wanted;
  if (to <= from) throw badInput(['input', 'to'], '`to` is the first day after it: it is later than `from`.');
  if (to > addDays(from, longest))
    throw badInput(['input', 'to'], `A session lasts ${longest} days at most: two school years.`);
  if (year && !covers(year, wanted)) {
    const sentence = `The school year runs from ${year.from} to the day before ${year.to}. Choose days in it.`;
    throw refusal('ACADEMICS_OUTSIDE_YEAR', sentence, {
      field: ['input', from < year.from ? 'from' : 'to'],
      year: daysOf(year),
    });
  }
  if (titles.includes(title)) {
    const sentence =
      'The organization has a session of this title. Choose another one, such as one that names the year.';
    throw refusal('ACADEMICS_SESSION_EXISTS', sentence, { field: ['input', 'title'] });
  }
  const other = siblings.find((one) => overlaps(one, wanted));
  if (other) {
    const sentence = `${other.title} runs from ${other.from} to the day before ${other.to}. Choose days beside it.`;
    throw refusal('ACADEMICS_SESSIONS_OVERLAP', sentence, {
      field: ['input', from >= other.from ? 'from' : 'to'],
      other: daysOf(other),
    });
  }
  return { title, from, to };
}

/**
 * Decides whether a session may have other days: what lies in it stays in it, and what is over stays as it was, since results were
 * published for those who were there until its end.
 * @param held from the first to after the last day of what lies in it; null where nothing does
 */
export function checkNewDays(
  before: SessionDays,
  after: SessionDays,
  { held, today }: { readonly held: SessionDays | null; readonly today: string },
): void {
  if (after.from === before.from && after.to === before.to) return;
  const isMoved = after.to !== before.to;
  if (before.to <= today || (isMoved && after.to <= today)) {
    const sentence =
      'What is over keeps its days, and nothing ends before today. Make another session instead.';
    throw refusal('ACADEMICS_SESSION_OVER', sentence, { field: ['input', isMoved ? 'to' : 'from'], today });
  }
  const isCutBefore = held !== null && after.from > before.from && held.from < after.from;
  const isCutAfter = held !== null && after.to < before.to && held.to > after.to;
  if (!isCutBefore && !isCutAfter) return;
  const sentence =
    `Terms, school days, lessons, enrollments or teachers lie in it from ${held.from} to the day before ${held.to}. ` +
    'Leave these days in it, or move what lies there first.';
  throw refusal('ACADEMICS_SESSION_IN_USE', sentence, {
    field: ['input', isCutBefore ? 'from' : 'to'],
    held: daysOf(held),
  });
}

function daysOf({ from, to }: SessionDays): SessionDays {
  return { from, to };
}
