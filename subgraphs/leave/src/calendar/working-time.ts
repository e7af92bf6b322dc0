import { addDays } from '@learnova/platform/local-time';
import type { Request } from '@learnova/platform/request';
import { SchoolDays } from '@learnova/schema/asks/academics';
import { type Slot, type Span, type WorkingWeek, workingSlots } from './half-days.rules.ts';
import { WorkPattern } from './work-pattern.entity.ts';

/** The weeks that a member of staff works, the one that was set last at the end. */
export function weeksOf(request: Request, staffId: string): Promise<WorkPattern[]> {
  return request.em.find(WorkPattern, { staffId }, { orderBy: { recordedAt: 'asc', id: 'asc' } });
}

/**
 * The half days of a span that count for a person: by the calendar of the organization, which academics keeps, and for staff by their
 * own week. @param path from the institution down to the organization itself
 */
export async function slotsIn(
  request: Request,
  span: Span,
  path: readonly string[],
  weeks: readonly WorkingWeek[],
): Promise<Slot[]> {
  const { firstDay: from, lastDay } = span;
  const days = new Set(await request.ask(SchoolDays, { path: [...path], from, to: addDays(lastDay, 1) }));
  return workingSlots(span, (date) => days.has(date), weeks);
}
