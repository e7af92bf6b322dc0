import * as documents from '../../scripts/story/documents.ts';
import type { Plot } from './fault-school.ts';
import type { Mails } from './mails.ts';
import { Sender } from './sender.ts';
import type { Stage } from './stage.ts';
import { until } from './wait.ts';

const office = 'office@school.example';

/** What was done to one plot, as its teachers know it: what must be told follows from it. */
export interface Played {
  readonly plot: Plot;
  /** Versions that were acknowledged, by register. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** Commands that had to be sent again. */
  readonly repeats: number;
}

/**
 * One plot: the teacher submits a register with three absences; the office corrects the third at once, within the grace time or
 * just after it, and the first one when the mail is there; then the second lesson's register says the same three are absent.
 * Each command is sent until it is acknowledged, under its one key.
 */
export async function play(stage: Stage, mails: Mails, plot: Plot): Promise<Played> {
  const { day, teacher, first, second, pupils } = plot;
  const [one, two, three] = pupils;
  const { absent, present } = stage.school.codes;
  const sender = new Sender(stage);
  const submit = (lesson: Plot['first']) =>
    sender.send(teacher, documents.submit, {
      registerId: lesson.id,
      marks: lesson.students.map((studentId) => ({
        studentId,
        codeId: pupils.some(({ id }) => id === studentId) ? absent : present,
      })),
      expectedVersion: 0,
    });
  const correct = (studentId: string, expectedVersion: number) =>
    sender.send(office, documents.correct, {
      ...{ registerId: first.id, studentId, codeId: present, expectedVersion },
      reason: 'The child was there.',
    });
  const mailed = (correction: boolean, people: readonly Plot['pupils'][number][]) =>
    until(
      `mailed of ${day}`,
      async () => {
        const sent = await mails.sent();
        const has = (email: string) =>
          sent.some((m) => m.to === email && m.subject === subjectOf(day, correction));
        return people.filter(({ guardian }) => !has(guardian.email)).map(({ guardian }) => guardian.email);
      },
      (missing) => missing.length === 0,
    );

  await submit(first);
  await correct(three.id, 1);
  await mailed(false, [one, two]);
  await correct(one.id, 2);
  await submit(second);
  await mailed(true, [one]);
  const acknowledged = new Map([
    [first.id, 3],
    [second.id, 1],
  ]);
  return { plot, acknowledged, repeats: sender.repeats };
}

/** The subject of the mail on an absence of this day: it stands in words, as a person reads it. */
export function subjectOf(day: string, correction: boolean): string {
  const format = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  } as const;
  const words = new Intl.DateTimeFormat('en-GB', format).format(Date.parse(day)).replace(',', '');
  return `${correction ? 'Correction: absence' : 'Absence'} on ${words}`;
}
