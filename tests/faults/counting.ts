import * as documents from '../../scripts/story/documents.ts';
import type { Lesson } from './fault-school.ts';
import { Sender } from './sender.ts';
import type { Stage } from './stage.ts';
import { together } from './wait.ts';

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

/** Registers that are changed at the same time. */
const lanes = 4;
/** Versions of one register: each change reads those before it. */
const most = 40;

/** Changes of a section's registers, several at a time. */
export class Changes {
  /** How many were acknowledged. */
  made = 0;
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** At least so many, and on until it is enough. */
  async make(least: number, isEnough: () => boolean): Promise<void> {
    const lessons = this.#stage.school.spare.values();
    const isOver = () => this.made >= least && isEnough();
    const lane = async () => {
      for (const lesson of lessons) {
        await count(this.#stage, lesson, (version) => {
          this.made += 1;
          return version >= most || isOver();
        });
        if (isOver()) return;
      }
      throw new Error(`the school has too few lessons for ${least} changes`);
    };
    await together(...Array.from({ length: lanes }, lane));
  }
}
