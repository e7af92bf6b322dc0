import { randomUUID } from 'node:crypto';
import type { Visitor } from './client.ts';
import * as documents from './documents.ts';

export interface Lesson {
  readonly id: string;
  readonly startsAt: string;
  readonly section: {
    readonly id: string;
    readonly title: string;
    readonly organization: { readonly id: string };
  };
  readonly register: {
    readonly version: number;
    readonly status: string;
    readonly expected: readonly { readonly id: string }[];
  };
}

export interface Codes {
  readonly present: string;
  readonly absent: string;
}

/** How far back a lesson may lie whose register nobody took. */
const daysBack = 120;

/**
 * The teacher's latest lesson that has begun, whose register is open, and in which the student is expected. Not on a day that
 * has been told before: a guardian gets one mail a day.
 */
export async function latestLesson(teacher: Visitor, studentIds: readonly string[]): Promise<Lesson> {
  const now = new Date();
  for (let back = -1; back < daysBack; back += 1) {
    const date = new Date(now.getTime() - back * 86_400_000).toISOString().slice(0, 10);
    const { viewer } = await teacher.data<{ viewer: { meetings: Lesson[] } }>(documents.meetingsOfDay, {
      date,
    });
    const withChild = viewer.meetings.filter(({ register }) =>
      register.expected.some(({ id }) => studentIds.includes(id)),
    );
    if (withChild.some(({ register }) => register.version > 1)) continue;
    const [latest] = withChild
      .filter(
        ({ startsAt, register }) => Date.parse(startsAt) <= now.getTime() && register.status === 'NOT_TAKEN',
      )
      .sort((one, other) => Date.parse(other.startsAt) - Date.parse(one.startsAt));
    if (latest) return latest;
  }
  throw new Error('the teacher has no lesson with the child whose register is open');
}

export async function codesOf(visitor: Visitor, organizationId: string): Promise<Codes> {
  const { attendanceCodes } = await visitor.data<{
    attendanceCodes: { id: string; category: string; officeOnly: boolean }[];
  }>(documents.codes, { organizationId });
  const first = (category: string) => {
    const code = attendanceCodes.find((c) => c.category === category && !c.officeOnly);
    if (!code) throw new Error(`the school has no code for ${category}`);
    return code.id;
  };
  return { present: first('PRESENT'), absent: first('ABSENT') };
}

/** Takes the register: one student absent, all others present. */
export async function takeRegister(
  teacher: Visitor,
  lesson: Lesson,
  codes: Codes,
  absentId: string,
): Promise<number> {
  const marks = lesson.register.expected.map(({ id }) => ({
    studentId: id,
    codeId: id === absentId ? codes.absent : codes.present,
  }));
  const input = {
    registerId: lesson.id,
    marks,
    expectedVersion: lesson.register.version,
    idempotencyKey: randomUUID(),
  };
  const { submitRegister } = await teacher.data<{ submitRegister: { register: { version: number } } }>(
    documents.submit,
    { input },
  );
  return submitRegister.register.version;
}

export async function correct(
  office: Visitor,
  lesson: Lesson,
  studentId: string,
  codeId: string,
  version: number,
) {
  const input = {
    registerId: lesson.id,
    studentId,
    codeId,
    reason: 'The bus was late; the child was there.',
    expectedVersion: version,
    idempotencyKey: randomUUID(),
  };
  await office.data(documents.correct, { input });
}
