import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inEachProfile } from '@learnova/platform/testing/profiles';
import { Client } from 'pg';
import type { Visitor } from '../../scripts/story/client.ts';
import * as documents from '../../scripts/story/documents.ts';
import { type Codes, codesOf, type Lesson } from '../../scripts/story/roll-call.ts';
import { TestSchool } from '../kit/school.ts';

inEachProfile('a register that is sent by many at once', (profile) => {
  let school: TestSchool;
  let teacher: Visitor;
  let office: Visitor;
  let lessons: Lesson[];
  let codes: Codes;

  beforeAll(async () => {
    school = await TestSchool.open(profile, { RELAY_SWEEP_AFTER_MS: '600000' });
    [teacher, office] = await Promise.all([school.as('teacher'), school.as('office')]);
    lessons = await begunLessons(teacher);
    codes = await codesOf(teacher, school.ids.school);
  }, 60_000);
  afterAll(() => school?.close());

  const inputOf = (lesson: Lesson, key: string, codeId = codes.present) => ({
    registerId: lesson.id,
    marks: lesson.register.expected.map(({ id: studentId }) => ({ studentId, codeId })),
    expectedVersion: 0,
    idempotencyKey: key,
  });
  const next = (): Lesson => {
    const lesson = lessons.shift();
    if (!lesson) throw new Error('the teacher has too few lessons');
    return lesson;
  };

  test('a hundred identical submissions at once have one effect, and a hundred equal answers', async () => {
    const lesson = next();
    const input = inputOf(lesson, randomUUID());
    const calls = Array.from({ length: 100 }, () => teacher.ask(documents.submit, { input }));
    const answers = await Promise.all(calls);
    const [first] = answers;
    expect(first).toMatchObject({ data: { submitRegister: { register: { id: lesson.id, version: 1 } } } });
    for (const answer of answers) expect(answer).toEqual(first);
    expect(await effectsOn(school, lesson.id)).toEqual({
      versions: 1,
      marks: lesson.register.expected.length,
      keys: 1,
      events: 1,
    });
  }, 60_000);

  test.each(['teacher', 'office'] as const)(
    'of a teacher and %s (another screen) who submit one register at once, one is refused and told who was faster, and when',
    async (who) => {
      const lesson = next();
      const other = who === 'teacher' ? await school.signIn('teacher') : office;
      const answers = await Promise.all([
        teacher.ask(documents.submit, { input: inputOf(lesson, randomUUID()) }),
        other.ask(documents.submit, { input: inputOf(lesson, randomUUID(), codes.absent) }),
      ]);
      const winner = answers.findIndex(({ errors }) => !errors);
      expect(answers[winner]).toMatchObject({ data: { submitRegister: { register: { version: 1 } } } });
      const [error] = answers[1 - winner]?.errors ?? [];
      const faster = winner === 0 || who === 'teacher' ? 'teacher' : 'office';
      expect(error?.extensions).toMatchObject({
        code: 'ATTENDANCE_REGISTER_CHANGED',
        version: 1,
        changedBy: school.ids[faster],
      });
      expect(Date.parse(String(error?.extensions?.changedAt))).toBeGreaterThan(0);
      expect(await effectsOn(school, lesson.id)).toMatchObject({ versions: 1, keys: 1, events: 1 });
    },
  );
});

/** The teacher's lessons that have begun, of today and the days before. */
async function begunLessons(teacher: Visitor): Promise<Lesson[]> {
  const now = Date.now();
  const lessons: Lesson[] = [];
  for (const back of [0, 1]) {
    const date = new Date(now - back * 86_400_000).toISOString().slice(0, 10);
    const { viewer } = await teacher.data<{ viewer: { meetings: Lesson[] } }>(documents.meetingsOfDay, {
      date,
    });
    lessons.push(...viewer.meetings.filter(({ startsAt }) => Date.parse(startsAt) <= now));
  }
  return lessons;
}

/** What stands in attendance's own tables of one register; its events are those that stand in the live log. */
async function effectsOn(school: TestSchool, registerId: string) {
  const client = new Client({ connectionString: school.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select
         (select count(*)::integer from attendance.register_version where register_id = $1) as versions,
         (select count(*)::integer from attendance.attendance_mark where register_id = $1) as marks,
         (select count(*)::integer from attendance.idempotency_entry where aggregate_id = $1) as keys,
         (select count(*)::integer from attendance.outbox_message where aggregate_id = $1) as events`,
      [registerId],
    );
    return rows[0];
  } finally {
    await client.end();
  }
}
