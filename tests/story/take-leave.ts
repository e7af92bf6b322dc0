import { randomUUID } from 'node:crypto';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import type { SmallSchool } from '../../scripts/seed/small-school.ts';
import { Visitor } from '../../scripts/story/client.ts';

interface Leave {
  readonly id: string;
  readonly version: number;
  readonly state: string;
}
interface Roll {
  readonly onLeave: readonly { readonly id: string }[];
  readonly counts: { readonly excused: number; readonly conflicts: number; readonly present: number };
  readonly marks: readonly {
    readonly status: string;
    readonly code: { readonly code: string };
    readonly student: { readonly id: string };
  }[];
}

/** A student's leave, from the guardian's wish to the office's cancelling, as the registers show it. */
export async function takeLeave(url: string, school: SmallSchool): Promise<void> {
  const { ids } = school;
  const nobody = new Visitor(url);
  const signIn = (who: string) => nobody.signIn(emailOf(who), password);
  const [guardian, teacher, office] = await Promise.all([
    signIn('guardian'),
    signIn('teacher'),
    signIn('office'),
  ]);
  const command = async <T>(by: Visitor, name: string, input: object, selection: string): Promise<T> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const data = await by.data<Record<string, T>>(
      `mutation ($input: ${type}!) { it: ${name}(input: $input) { ${selection} } }`,
      { input: { idempotencyKey: randomUUID(), ...input } },
    );
    return data.it as T;
  };
  const codeOf = (code: string) => school.attendanceCodes.find((one) => one.code === code)?.id ?? '';
  const now = new Date().toISOString();
  const mathematics = school.meetings.filter((m) => m.sectionId === ids.section);
  // Today belongs to the story of the day: of a day that a guardian was told of, no second mail speaks.
  const today = mathematics.findLast((m) => m.startsAt <= now)?.date ?? '';
  const before = mathematics.filter((m) => m.date < today);
  const [first, second, third] = [before.at(-1), before.at(-2), before.at(-3)];
  const tomorrow = mathematics.find((m) => m.date > today);
  if (!first || !second || !third || !tomorrow) throw new Error('lessons begin round the clock');
  const roster = school.sectionEnrollments.filter((e) => e.sectionId === ids.section).map((e) => e.studentId);
  const take = (registerId: string, by: Visitor, ofChild: string) =>
    command(
      by,
      'submitRegister',
      {
        registerId,
        marks: roster.map((studentId) => ({
          studentId,
          codeId: codeOf(studentId === ids.child ? ofChild : 'P'),
        })),
        expectedVersion: 0,
      },
      'register { id }',
    );
  const roll = async (id: string, by = teacher): Promise<Roll> => {
    const { meeting } = await by.data<{ meeting: { register: Roll } }>(
      `query ($id: UUID!) { meeting(id: $id) { register {
        onLeave { id } counts { excused conflicts present } marks { status code { code } student { id } } } } }`,
      { id },
    );
    return meeting.register;
  };
  const ofChild = ({ marks }: Roll) => marks.find(({ student }) => student.id === ids.child);
  const until = async (registerId: string, holds: (found: Roll) => boolean): Promise<Roll> => {
    for (let tries = 0; tries < 300; tries += 1) {
      const found = await roll(registerId);
      if (holds(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the register never says so');
  };

  // One lesson was missed and one attended; then the guardian asks, and the teacher finds it in the live queue and agrees.
  await take(first.id, teacher, 'A');
  await take(second.id, office, 'P');
  const marks = [await roll(first.id), await roll(second.id)];
  const me = await teacher.data<{ viewer: { id: string } }>('{ viewer { id } }');
  const queue = teacher.watch<{ leaveApprovalsChanged: Leave }>(
    'subscription ($id: UUID!) { leaveApprovalsChanged(personId: $id) { id version state } }',
    { id: me.viewer.id },
  );
  try {
    await queue.started;
    const leaveTypeId = school.leave.types.find(({ audience }) => audience === 'STUDENT')?.id;
    const days = { firstDay: third.date, lastDay: tomorrow.date };
    const asked = { personId: ids.child, leaveTypeId, ...days, reason: 'A funeral' };
    const { leaveRequest } = await command<{ leaveRequest: Leave }>(
      guardian,
      'requestLeave',
      asked,
      'leaveRequest { id version state }',
    );
    const { data } = await queue.first(
      (event) => event.data?.leaveApprovalsChanged.id === leaveRequest.id,
      10_000,
    );
    expect(data?.leaveApprovalsChanged.state).toBe('PENDING');
    const refused = await guardian.ask<unknown>(
      'mutation ($input: ApproveLeaveInput!) { approveLeave(input: $input) { leaveRequest { id } } }',
      { input: { leaveRequestId: leaveRequest.id, expectedVersion: 1, idempotencyKey: randomUUID() } },
    );
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const decided = { leaveRequestId: leaveRequest.id, expectedVersion: 1 };
    await command(teacher, 'approveLeave', decided, 'leaveRequest { id }');

    // The lesson that was missed is excused; tomorrow's knows it too.
    const excused = await until(first.id, (found) => ofChild(found)?.status === 'EXCUSED');
    expect(ofChild(excused)?.code.code).toBe('A');
    expect(excused.counts.excused).toBe(1);
    expect((await roll(tomorrow.id)).onLeave.map(({ id }) => id)).toEqual([ids.child]);
    // The office itself has said that the child was there: that stands. A teacher's word to the same is a conflict.
    const settled = await roll(second.id);
    expect([settled.counts.conflicts, settled.counts.excused]).toEqual([0, 0]);
    await take(third.id, teacher, 'P');
    const there = await roll(third.id, office);
    expect(there.counts).toMatchObject({ conflicts: 1, excused: 0, present: roster.length });

    // The office cancels: exactly the excuses go.
    await command(
      office,
      'cancelLeave',
      { leaveRequestId: leaveRequest.id, expectedVersion: 2 },
      'leaveRequest { id }',
    );
    await until(first.id, (found) => ofChild(found)?.status === 'ABSENT');
    expect([await roll(first.id), await roll(second.id)]).toEqual(marks);
    expect((await roll(tomorrow.id)).onLeave).toEqual([]);
  } finally {
    await queue.leave();
  }
}
