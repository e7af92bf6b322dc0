import { timeOf } from '@learnova/platform/local-time';
import { dayInWords } from '../notification/day-in-words.ts';
import type { Statement, Telling } from './absence.rules.ts';

/** The IANA time zone of an organization. */
export type ZoneOf = (organizationId: string) => string;

/** A heading without names: it is fit for a mail's subject and a locked screen. */
export function titleOf(kind: Telling['kind'], date: string): string {
  return `${kind === 'ABSENCE' ? 'Absence' : 'Correction: absence'} on ${dayInWords(date)}`;
}

/** One sentence for each thing that was said, without names: who is meant stands beside it in the inbox. */
export function bodyOf(statements: readonly Statement[], zoneOf: ZoneOf): string {
  return [...groupsOf(statements, wordOf)].map((group) => `Marked ${saying(group, zoneOf)}.`).join(' ');
}

/** The mail of one telling. Names are asked for it and stored nowhere. */
export function mailOf(
  telling: {
    readonly kind: Telling['kind'];
    readonly date: string;
    readonly statements: readonly Statement[];
  },
  guardian: string,
  nameOf: (studentId: string) => string,
  zoneOf: ZoneOf,
): { subject: string; text: string } {
  const day = dayInWords(telling.date);
  const opening =
    telling.kind === 'ABSENCE'
      ? `On ${day}, the school noted:`
      : `We have told you of an absence on ${day}. The school has corrected its register, which now says:`;
  const groups = groupsOf(telling.statements, (statement) => `${statement.studentId} ${wordOf(statement)}`);
  const lines = groups.map((group) => `- ${nameOf(group[0].studentId)}: ${saying(group, zoneOf)}`);
  const closing = 'If this is not right, please tell the school office.';
  const text = [`Dear ${guardian},`, '', opening, '', ...lines, '', closing, ''].join('\n');
  return { subject: titleOf(telling.kind, telling.date), text };
}

type Group = readonly [Statement, ...Statement[]];

/** "absent at 09:00, 10:00" */
function saying(group: Group, zoneOf: ZoneOf): string {
  const hours = group.map(({ startsAt, organizationId }) =>
    timeOf(new Date(startsAt), zoneOf(organizationId)),
  );
  return `${wordOf(group[0])} at ${[...new Set(hours)].sort().join(', ')}`;
}

function wordOf({ absent, excused }: Statement): string {
  if (!absent) return 'not absent';
  return excused ? 'absent, and excused by leave,' : 'absent';
}

function groupsOf(statements: readonly Statement[], keyOf: (statement: Statement) => string): Group[] {
  const groups = new Map<string, [Statement, ...Statement[]]>();
  for (const statement of statements) {
    const group = groups.get(keyOf(statement));
    if (group) group.push(statement);
    else groups.set(keyOf(statement), [statement]);
  }
  return [...groups.values()];
}
