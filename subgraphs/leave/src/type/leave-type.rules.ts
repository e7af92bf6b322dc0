import { badInput } from '@learnova/platform/refusal';

export interface Limits {
  readonly name: string;
  readonly maxDaysPerRequest?: number | null;
  readonly noticeDays: number;
  readonly retroactiveDays: number;
}

/** What a kind of leave says of itself, if it says something that can hold. @throws BAD_USER_INPUT */
export function decideLimits({ name, maxDaysPerRequest = null, noticeDays, retroactiveDays }: Limits) {
  const trimmed = name.trim();
  if (trimmed.length === 0 || trimmed.length > 100)
    throw badInput(['input', 'name'], 'This takes 1 to 100 characters.');
  if (maxDaysPerRequest !== null) refuseOutside(maxDaysPerRequest, 1, 'maxDaysPerRequest');
  refuseOutside(noticeDays, 0, 'noticeDays');
  refuseOutside(retroactiveDays, 0, 'retroactiveDays');
  if (noticeDays > 0 && retroactiveDays > 0)
    throw badInput(
      ['input', 'retroactiveDays'],
      'Leave that takes notice is never asked for afterwards. Set one of the two to 0.',
    );
  return { name: trimmed, maxDaysPerRequest, noticeDays, retroactiveDays };
}

function refuseOutside(days: number, least: number, field: string): void {
  if (days < least || days > 366) throw badInput(['input', field], `This takes ${least} to 366 days.`);
}

export function decideMonth(month: number): number {
  if (month < 1 || month > 12)
    throw badInput(['input', 'yearStartsInMonth'], 'A year has the months 1 to 12.');
  return month;
}
