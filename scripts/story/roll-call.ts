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

/** The teacher's latest lesson that has begun, today or on a day before, in which the student is expected. */
export async function latestLesson(teacher: Visitor, studentIds: readonly string[]): Promise<Lesson> {
  const now = new Date();
  for (let back = -1; back < 14; back += 1) {
    const date = new Date(now.getTime() - back * 86_400_000).toISOString().slice(0, 10);
    const { viewer } = await teacher.data<{ viewer: { meetings: Lesson[] } }>(documents.meetingsOfDay, {
      date,
    });
    const begun = viewer.meetings
      .filter(({ startsAt }) => Date.parse(startsAt) <= now.getTime())
      .filter(({ register }) => register.expected.some(({ id }) => studentIds.includes(id)))
      .sort((a, b) => Date.parse(b.startsAt) - Date.parse(a.startsAt));
    if (begun[0]) return begun[0];
  }
  throw new Error('the teacher has had no lesson with the child in two weeks');
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
