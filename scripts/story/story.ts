import { randomUUID } from 'node:crypto';
import type { Cast } from './cast.ts';
import { Visitor, type Watching } from './client.ts';
import * as documents from './documents.ts';
import { exactly, mailsTo } from './mail-page.ts';
import { codesOf, correct, latestLesson, takeRegister } from './roll-call.ts';

interface Child {
  readonly student: { readonly id: string; readonly person: { readonly name: string } };
}
interface BoardEvent {
  readonly attendanceBoardChanged: {
    readonly id: string;
    readonly version: number;
    readonly section: { readonly title: string; readonly course: { readonly title: string } };
    readonly marks: readonly {
      readonly student: { readonly id: string; readonly person: { readonly name: string } };
      readonly code: { readonly category: string };
    }[];
  };
}
interface ChildEvent {
  readonly studentAttendanceChanged: {
    readonly student: { readonly id: string };
    readonly code: { readonly category: string };
  };
}

/**
 * One school day from outside: a teacher takes a register, the office watches its board, a guardian is told, sees the own child
 * and no other, and sees nothing any more when the guardianship has ended. Throws at the first line that does not hold.
 */
export async function tellStory(cast: Cast): Promise<void> {
  const { url, emails, password, tell } = cast;
  const nobody = new Visitor(url);
  const [teacher, office, guardian] = await Promise.all(
    [emails.teacher, emails.office, emails.guardian].map((email) => nobody.signIn(email, password)),
  );
  if (!teacher || !office || !guardian) throw new Error('somebody could not sign in');
  tell('a teacher, the office and a guardian sign in');

  const { viewer } = await guardian.data<{ viewer: { children: Child[] } }>(documents.children);
  const childIds = viewer.children.map(({ student }) => student.id);
  const lesson = await latestLesson(teacher, childIds);
  const expected = lesson.register.expected.map(({ id }) => id);
  const childId = childIds.find((id) => expected.includes(id)) ?? '';
  const classmateId = expected.find((id) => !childIds.includes(id)) ?? '';
  const child = viewer.children.find(({ student }) => student.id === childId)?.student;
  const codes = await codesOf(teacher, lesson.section.organization.id);

  const board = office.watch<BoardEvent>(documents.board, { organizationId: lesson.section.organization.id });
  const live = guardian.watch<ChildEvent>(documents.childLive, { studentId: childId });
  try {
    await Promise.all([board.started, live.started]);
    const mailsBefore = (await mailsTo(url, emails.guardian)).length;
    const begun = performance.now();
    const version = await takeRegister(teacher, lesson, codes, childId);
    await boardShows(board, lesson.id, version, child?.person.name ?? '', 1_000);
    tell(
      `the office's board shows the register with name, section and course ${Math.round(performance.now() - begun)} ms after the click`,
    );

    await live.first(({ data }) => data?.studentAttendanceChanged.code.category === 'ABSENT', 2_000);
    tell("the guardian watches the child's attendance live");

    await exactly(url, emails.guardian, mailsBefore + 1, cast.mailWithinMs);
    tell('the guardian has one mail');
    await correct(office, lesson, childId, codes.present, version);
    await exactly(url, emails.guardian, mailsBefore + 2, cast.mailWithinMs);
    tell('after a correction the guardian has exactly one more');

    await seesOnlyOwn(guardian, childId, classmateId);
    tell("the guardian sees the own children and not their classmates'");

    await guardianshipEnds({ cast, guardian, office, childId, live });
    tell(
      'when the office ends the guardianship the next read shows nothing, and the subscription ends without an event',
    );
  } finally {
    await Promise.all([board.leave(), live.leave()]);
  }

  await formerSeesNothing(cast, childId);
  tell('a guardianship that had ended by yesterday shows nothing from the start');
  await signedOutIsRefused(cast);
  tell("a signed-out session's token is refused at once");
}

async function boardShows(
  board: Watching<BoardEvent>,
  registerId: string,
  version: number,
  name: string,
  withinMs: number,
) {
  const { data } = await board.first(
    (answer) =>
      answer.data?.attendanceBoardChanged.id === registerId &&
      answer.data.attendanceBoardChanged.version === version,
    withinMs,
  );
  const event = data?.attendanceBoardChanged;
  const absent = event?.marks.filter(({ code }) => code.category === 'ABSENT') ?? [];
  if (absent.length !== 1 || absent[0]?.student.person.name !== name)
    throw new Error(`the board names ${JSON.stringify(absent)}`);
  if (!event?.section.title || !event.section.course.title)
    throw new Error('the board shows no section or course');
}

async function seesOnlyOwn(guardian: Visitor, childId: string, classmateId: string): Promise<void> {
  const own = await guardian.data<{ student: { attendance: { nodes: unknown[] } } | null }>(
    documents.student,
    { id: childId },
  );
  if (!own.student || own.student.attendance.nodes.length === 0)
    throw new Error('the guardian does not see the own child');
  const other = await guardian.ask<{ student: unknown }>(documents.student, { id: classmateId });
  if (other.data?.student) throw new Error(`the guardian sees a classmate: ${JSON.stringify(other)}`);
}

async function guardianshipEnds(parts: {
  cast: Cast;
  guardian: Visitor;
  office: Visitor;
  childId: string;
  live: Watching<ChildEvent>;
}): Promise<void> {
  const { cast, guardian, office, childId, live } = parts;
  const me = await guardian.data<{ viewer: { person: { id: string } } }>(documents.viewerName);
  const { student } = await office.data<{
    student: {
      guardianships: { id: string; version: number; to: string | null; guardian: { id: string } }[];
    };
  }>(documents.guardiansOf, { id: childId });
  const current = student.guardianships.find((g) => g.guardian.id === me.viewer.person.id && g.to === null);
  if (!current) throw new Error('the office does not find the guardianship');
  const { endGuardianship } = await office.data<{ endGuardianship: { guardianship: { to: string } } }>(
    documents.endGuardianship,
    {
      input: {
        guardianshipId: current.id,
        expectedVersion: current.version,
        reason: 'Ended by the story.',
        idempotencyKey: randomUUID(),
      },
    },
  );
  try {
    const after = await guardian.ask<{ student: unknown }>(documents.student, { id: childId });
    if (after.data?.student) throw new Error('the guardian still sees the child');
    if (!(await live.endsWithin(cast.readmittedWithinMs))) throw new Error('the subscription goes on');
  } finally {
    const input = {
      guardianId: me.viewer.person.id,
      studentId: childId,
      from: endGuardianship.guardianship.to,
      recordsAccess: true,
      notifyAttendance: true,
      livesWith: true,
      legal: true,
      pays: true,
      priority: 1,
      idempotencyKey: randomUUID(),
    };
    await office.data(documents.recordGuardianship, { input });
  }
}

async function formerSeesNothing({ url, emails, password }: Cast, childId: string): Promise<void> {
  const former = await new Visitor(url).signIn(emails.formerGuardian, password);
  const { viewer } = await former.data<{ viewer: { children: unknown[] } }>(documents.children);
  if (viewer.children.length > 0) throw new Error('the former guardian still has children here');
  const seen = await former.ask<{ student: unknown }>(documents.student, { id: childId });
  if (seen.data?.student) throw new Error('the former guardian still sees the child');
  const watching = former.watch<ChildEvent>(documents.childLive, { studentId: childId });
  if (!(await watching.endsWithin(2_000)) || watching.seen.some(({ data }) => data))
    throw new Error('the former guardian may watch');
  await watching.leave();
}

async function signedOutIsRefused({ url, emails, password }: Cast): Promise<void> {
  const teacher = await new Visitor(url).signIn(emails.teacher, password);
  await teacher.data(documents.viewerName);
  await teacher.data(documents.signOut);
  const { errors } = await teacher.ask(documents.viewerName);
  const code = errors?.[0]?.extensions?.code;
  if (code !== 'UNAUTHENTICATED') throw new Error(`after signing out the token is answered with ${code}`);
}
