import * as documents from '../../scripts/story/documents.ts';
import type { Lesson } from './fault-school.ts';
import { Sender } from './sender.ts';
import type { Stage } from './stage.ts';

/**
 * One register's versions, one after the other, as many as are wanted: events that can be counted. A student is there, or late by
 * some minutes: nobody is absent, so no guardian is told.
 * @returns the last version
 */
export async function count(
  stage: Stage,
  lesson: Lesson,
  isEnough: (version: number) => boolean,
): Promise<number> {
  const { present, late } = stage.school.codes;
  const sender = new Sender(stage);
  const { id: registerId, students } = lesson;
  const marks = students.map((studentId) => ({ studentId, codeId: present }));
  await sender.send('teacher@school.example', documents.submit, { registerId, marks, expectedVersion: 0 });
  let version = 1;
  for (; !isEnough(version); version += 1) {
    await sender.send('office@school.example', documents.correct, {
      ...{ registerId, studentId: students.at(-1), expectedVersion: version, reason: 'Counting.' },
      ...(version % 2 ? { codeId: late, minutesLate: 1 + (version % 60) } : { codeId: present }),
    });
  }
  return version;
}
