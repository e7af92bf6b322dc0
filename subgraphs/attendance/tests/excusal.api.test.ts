import { randomUUID } from 'node:crypto';
import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { RegisterMarks, StudentDays } from '@learnova/schema/asks/attendance';
import { MeetingsChanged } from '@learnova/schema/events/academics';
import { LeaveApproved, LeaveCancelled } from '@learnova/schema/events/leave';
import { MovedMeeting } from '../src/register/moved-meeting.entity.ts';
import { type Codes, type Lesson, type Neighbours, startAttendance, submitDocument } from './neighbours.ts';

const hour = 3_600_000;

describe('leave that was granted excuses', () => {
  let at: TestSubgraph;
  let school: Neighbours;
  let codes: Codes;
  let office: string;
  beforeAll(async () => {
    ({ at, school, codes } = await startAttendance());
    office = school.holder('REGISTRAR', school.school);
  });
  afterAll(() => at?.close());

  const around = (lesson: Lesson, more = 0) => ({
    from: new Date(Date.parse(lesson.startsAt) - hour - more).toISOString(),
    to: new Date(Date.parse(lesson.startsAt) + hour + more).toISOString(),
  });
  const slot = (lesson: Lesson) => ({ date: lesson.date, part: 'MORNING' as const, ...around(lesson) });
  const approve = (leaveRequestId: string, personId: string, lesson: Lesson, version = 2) =>
    at.react('attendance.excuse-leave', LeaveApproved, {
      ...{ version, payload: { leaveRequestId, personId, audience: 'STUDENT', slots: [slot(lesson)] } },
    });
  const cancel = (leaveRequestId: string, personId: string, version = 3) =>
    at.react('attendance.unexcuse-leave', LeaveCancelled, {
      ...{ version, payload: { leaveRequestId, personId, audience: 'STUDENT' as const } },
    });

  async function take(
    lesson: Lesson,
    marks: readonly string[],
    by = lesson.staffIds[0] ?? '',
  ): Promise<void> {
    const input = {
      registerId: lesson.meetingId,
      marks: lesson.studentIds.map((studentId, n) => ({ studentId, codeId: marks[n] })),
      ...{ expectedVersion: 0, idempotencyKey: randomUUID() },
    };
    await at.as(by).data(submitDocument, { input });
  }

  async function daysOf(studentId: string) {
    const [found] = await at.ask(StudentDays, { studentIds: [studentId], date: null, after: null, limit: 1 });
    return found?.days;
  }

  interface Roll {
    readonly onLeave: readonly { readonly id: string }[];
    readonly marks: readonly {
      readonly status: string;
      readonly onLeave: boolean;
      readonly code: { readonly code: string };
    }[];
    readonly counts: object;
  }
  async function roll(lesson: Lesson): Promise<Roll> {
    const { _entities } = await at.as(lesson.staffIds[0]).data<{ _entities: Roll[] }>(
      `query ($id: UUID!) { _entities(representations: [{ __typename: "Register", id: $id }]) { ... on Register {
        onLeave { id } marks { status onLeave code { code } } counts { present late absent unmarked excused conflicts } } } }`,
      { id: lesson.meetingId },
    );
    if (!_entities[0]) throw new Error('the register is seen by its teacher');
    return _entities[0];
  }
  test('a register that was taken and one that was not, and its cancellation uncovers what the teacher has said', async () => {
    const now = await at.request().now();
    const [taken, open] = [school.lesson(now), school.lesson(now)];
    const [child = ''] = taken.studentIds;
    open.studentIds.splice(0, 1, child);
    await take(taken, [codes.A, codes.P, codes.A]);
    const before = await roll(taken);
    const leave = newId();
    await approve(leave, child, taken);
    await approve(leave, child, taken);

    const after = await roll(taken);
    expect(after.marks.map(({ status }) => status)).toEqual(['EXCUSED', 'PRESENT', 'ABSENT']);
    expect(after.marks.map(({ code }) => code.code)).toEqual(['A', 'P', 'A']);
    expect(after.counts).toEqual({ present: 1, late: 0, absent: 2, unmarked: 0, excused: 1, conflicts: 0 });
    expect(await daysOf(child)).toMatchObject([{ absent: 1, excused: 1 }]);
    expect((await roll(open)).onLeave).toEqual([{ id: child }]);
    const [asked] = await at.ask(RegisterMarks, { registerIds: [taken.meetingId] });
    expect(asked?.marks).toContainEqual({ studentId: child, absent: true, onLeave: true });
    await take(open, [codes.A, codes.P, codes.P]);
    expect((await roll(open)).marks[0]?.status).toBe('EXCUSED');

    await cancel(leave, child);
    expect(await daysOf(child)).toMatchObject([{ absent: 2, excused: 0 }]);
    expect(await roll(taken)).toEqual(before);
    expect((await roll(open)).marks[0]?.status).toBe('ABSENT');
    // The older news that it was granted comes again, late: it stays cancelled.
    await approve(leave, child, taken);
    expect(await roll(taken)).toEqual(before);
  });

  test("a present student is a conflict and counts as present, until the office's word settles it", async () => {
    const lesson = school.lesson(await at.request().now());
    const [child = '', other = ''] = lesson.studentIds;
    await approve(newId(), child, lesson);
    await approve(newId(), other, lesson);
    await take(lesson, [codes.P, codes.L, codes.P]);
    const { marks, counts } = await roll(lesson);
    expect(marks.map(({ status, onLeave }) => `${status} ${onLeave}`)).toEqual([
      'PRESENT true',
      'LATE true',
      'PRESENT false',
    ]);
    expect(counts).toEqual({ present: 2, late: 1, absent: 0, unmarked: 0, excused: 0, conflicts: 2 });
    const correct = (studentId: string, codeId: string, expectedVersion: number) =>
      at
        .as(office)
        .data(
          'mutation ($input: CorrectMarkInput!) { correctMark(input: $input) { register { version } } }',
          {
            input: {
              ...{ registerId: lesson.meetingId, studentId, codeId, reason: 'Asked', expectedVersion },
              idempotencyKey: randomUUID(),
            },
          },
        );
    await correct(child, codes.P, 1);
    await correct(other, codes.A, 2);
    const settled = await roll(lesson);
    expect(settled.marks.map(({ status }) => status)).toEqual(['PRESENT', 'ABSENT', 'PRESENT']);
    expect(settled.counts).toMatchObject({ excused: 0, conflicts: 0 });
    // The office's word stands: whoever asks hears of an absence that nothing excuses.
    const [asked] = await at.ask(RegisterMarks, { registerIds: [lesson.meetingId] });
    expect(asked?.marks).toContainEqual({ studentId: other, absent: true, onLeave: false });
    expect(await daysOf(other)).toMatchObject([{ absent: 1, excused: 0 }]);
  });

  test('a meeting that moves is covered by where it moved to; one leave that is cancelled leaves another', async () => {
    const now = await at.request().now();
    const lesson = school.lesson(now);
    const [child = ''] = lesson.studentIds;
    const [first, second] = [newId(), newId()];
    await approve(first, child, lesson);
    await approve(second, child, lesson);
    await cancel(first, child);
    expect((await roll(lesson)).onLeave).toEqual([{ id: child }]);
    const was = lesson.startsAt;
    lesson.startsAt = new Date(Date.parse(was) + 3 * hour).toISOString();
    expect((await roll(lesson)).onLeave).toEqual([]);
    lesson.startsAt = was;
    expect((await roll(lesson)).onLeave).toEqual([{ id: child }]);
    await cancel(second, child);
    expect((await roll(lesson)).onLeave).toEqual([]);
  });

  describe('where a meeting has moved to after its register was taken', () => {
    const move = (lesson: Lesson, startsAt: string, version: number) => {
      const { meetingId, sectionId, date } = lesson;
      const meetings = [
        { meetingId, version, date, startsAt, endsAt: new Date(Date.parse(startsAt) + hour).toISOString() },
      ];
      return at.react('attendance.follow-move', MeetingsChanged, { payload: { sectionId, meetings } });
    };
    const told = async ({ meetingId: aggregateId }: Lesson) => {
      const found = await at
        .request()
        .em.find(OutboxMessage, { aggregateId, name: 'attendance.register-excused' });
      return found.map(({ payload }) => (payload as { studentIds: string[] }).studentIds);
    };
    const listed = async (studentId: string) => {
      const { _entities } = await at.as(studentId).data<{
        _entities: { attendance: { nodes: { status: string; register: { startsAt: Date } }[] } }[];
      }>(
        `query ($id: UUID!) { _entities(representations: [{ __typename: "Student", id: $id }]) { ... on Student {
          attendance { nodes { status register { startsAt } } } } } }`,
        { id: studentId },
      );
      return _entities[0]?.attendance.nodes.map(
        ({ status, register }) => `${status} ${register.startsAt.toISOString()}`,
      );
    };

    test('leave of the old time excuses no longer, and leave of the new time does; each is told once', async () => {
      const lesson = school.lesson(await at.request().now());
      const [early = '', late = ''] = lesson.studentIds;
      const was = lesson.startsAt;
      const there = new Date(Date.parse(was) - 3 * hour).toISOString();
      await approve(newId(), early, lesson);
      await approve(newId(), late, { ...lesson, startsAt: there });
      await take(lesson, [codes.A, codes.A, codes.P]);
      const before = await roll(lesson);
      expect(before.marks.map(({ status }) => status)).toEqual(['EXCUSED', 'ABSENT', 'PRESENT']);

      lesson.startsAt = there;
      for (let n = 0; n < 2; n += 1) await move(lesson, there, 2);
      const after = await roll(lesson);
      expect(after.marks.map(({ status }) => status)).toEqual(['ABSENT', 'EXCUSED', 'PRESENT']);
      expect(after.counts).toEqual({ present: 1, late: 0, absent: 2, unmarked: 0, excused: 1, conflicts: 0 });
      expect(await daysOf(early)).toMatchObject([{ absent: 1, excused: 0 }]);
      expect(await daysOf(late)).toMatchObject([{ absent: 1, excused: 1 }]);
      expect(await listed(early)).toEqual([`ABSENT ${there}`]);
      expect(await listed(late)).toEqual([`EXCUSED ${there}`]);
      expect(await told(lesson)).toEqual([[early, late]]);

      lesson.startsAt = was;
      await move(lesson, was, 3);
      expect(await roll(lesson)).toEqual(before);
      // The older news of where it was moved to first comes again, late.
      await move(lesson, there, 2);
      expect(await roll(lesson)).toEqual(before);
      expect(await told(lesson)).toHaveLength(2);
    });

    test('leave that is granted or cancelled afterwards is told; a correction leaves the lesson once in the list', async () => {
      const lesson = school.lesson(await at.request().now());
      const [child = ''] = lesson.studentIds;
      await take(lesson, [codes.A, codes.P, codes.P]);
      lesson.startsAt = new Date(Date.parse(lesson.startsAt) - 3 * hour).toISOString();
      await move(lesson, lesson.startsAt, 2);
      expect(await told(lesson)).toEqual([]);
      const leave = newId();
      await approve(leave, child, lesson);
      expect((await roll(lesson)).marks[0]?.status).toBe('EXCUSED');
      const input = {
        ...{
          registerId: lesson.meetingId,
          studentId: child,
          codeId: codes.L,
          reason: 'Came',
          expectedVersion: 1,
        },
        idempotencyKey: randomUUID(),
      };
      const correct =
        'mutation ($input: CorrectMarkInput!) { correctMark(input: $input) { register { version } } }';
      await at.as(lesson.staffIds[0] ?? '').data(correct, { input });
      expect(await listed(child)).toEqual([`LATE ${lesson.startsAt}`]);
      await cancel(leave, child);
      expect(await told(lesson)).toEqual([[child], [child]]);
    });

    test('meetings that were only scheduled are not kept', async () => {
      const lesson = school.lesson(await at.request().now());
      await move(lesson, lesson.startsAt, 1);
      expect(await at.request().em.count(MovedMeeting, { id: lesson.meetingId })).toBe(0);
    });
  });

  test('registers that were taken are told of, in whatever order the half days come', async () => {
    const lesson = school.lesson(await at.request().now());
    const [child = ''] = lesson.studentIds;
    await take(lesson, [codes.A, codes.P, codes.P]);
    const { from, to } = slot(lesson);
    const afterwards = new Date(Date.parse(to) + 2 * hour).toISOString();
    const slots = [
      { date: lesson.date, part: 'AFTERNOON' as const, from: to, to: afterwards },
      { date: lesson.date, part: 'MORNING' as const, from, to },
    ];
    const leave = newId();
    await at.react('attendance.excuse-leave', LeaveApproved, {
      ...{ version: 2, payload: { leaveRequestId: leave, personId: child, audience: 'STUDENT', slots } },
    });
    const told = { aggregateId: lesson.meetingId, name: 'attendance.register-excused' };
    expect(await at.request().em.count(OutboxMessage, told)).toBe(1);
    await cancel(leave, child);
    expect(await at.request().em.count(OutboxMessage, told)).toBe(2);
  });

  test('staff who are away excuse nobody, and a cancellation that comes first leaves nothing to excuse', async () => {
    const lesson = school.lesson(await at.request().now());
    const [child = ''] = lesson.studentIds;
    const leave = newId();
    await cancel(leave, child);
    await approve(leave, child, lesson);
    await at.react('attendance.excuse-leave', LeaveApproved, {
      payload: { leaveRequestId: newId(), personId: child, audience: 'STAFF', slots: [slot(lesson)] },
    });
    expect((await roll(lesson)).onLeave).toEqual([]);
  });
});
