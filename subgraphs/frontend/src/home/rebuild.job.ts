import { implement, schedule } from '@learnova/platform/handlers';
import { dayOf } from '@learnova/platform/local-time';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { MeetingDays, MeetingsOn } from '@learnova/schema/asks/academics';
import { PublishedResults } from '@learnova/schema/asks/assessments';
import { StudentDays } from '@learnova/schema/asks/attendance';
import { OpenInvoices } from '@learnova/schema/asks/finance';
import { StandingLeave } from '@learnova/schema/asks/leave';
import { RebuildHomes } from '@learnova/schema/jobs/frontend';
import { sql } from 'kysely';
import { allHomes } from './home.topics.ts';
import { copyLeave } from './leave.copy.ts';
import { copyLessons, sumDays } from './lessons.copy.ts';
import { copyOwed } from './owed.copy.ts';
import { copyPublishedResults } from './published-results.copy.ts';
import { copyStudentDays } from './student-days.copy.ts';

/** Students of one transaction. */
const portion = 100;

/** All first screens from what their owners answer: a portion in a transaction, so that reactions wait for one of them at most. */
export const rebuildHomes = implement(RebuildHomes, rebuild);

/** What was lost on the way, if anything ever is, is back by the next morning. */
export const rebuildNightly = schedule('frontend.rebuild', '20 3 * * *', (request) => rebuild(request));

async function rebuild(request: Request): Promise<void> {
  const days = await nearestFirst(request);
  for (const { date, organizationIds } of days)
    await inTurn(request, () => rebuildDay(request, date, organizationIds));
  await inTurn(request, () =>
    forgetDays(
      request,
      days.map(({ date }) => date),
    ),
  );
  await rebuildPeople(request, async (after) => {
    const students = await request.ask(StudentDays, { studentIds: null, date: null, after, limit: portion });
    const lost = await notNamed(request, 'student_day', 'student_id', after, ids(students));
    await copyStudentDays(
      request,
      [...students, ...lost.map((studentId) => ({ studentId, days: [] }))],
      null,
    );
    return ids(students);
  });
  await rebuildPeople(request, async (after) => {
    const students = await request.ask(OpenInvoices, { studentIds: null, after, limit: portion });
    const lost = await notNamed(request, 'open_invoice', 'student_id', after, ids(students));
    await copyOwed(request, [...students, ...lost.map((studentId) => ({ studentId, invoices: [] }))]);
    return ids(students);
  });
  await rebuildPeople(request, async (after) => {
    const students = await request.ask(PublishedResults, { studentIds: null, after, limit: portion });
    const lost = await notNamed(request, 'published_result', 'student_id', after, ids(students));
    await copyPublishedResults(request, [
      ...students,
      ...lost.map((studentId) => ({ studentId, results: [] })),
    ]);
    return ids(students);
  });
  await rebuildPeople(request, async (after) => {
    const people = await request.ask(StandingLeave, { personIds: null, after, limit: portion });
    const named = people.map(({ personId }) => personId);
    const lost = new Set<string>();
    for (const table of ['family_leave', 'leave_day', 'waiting_leave'] as const)
      for (const id of await notNamed(request, table, 'person_id', after, named)) lost.add(id);
    await copyLeave(request, [...people, ...[...lost].map((personId) => ({ personId, leave: [] }))]);
    return named;
  });
}

const ids = (students: readonly { readonly studentId: string }[]) =>
  students.map(({ studentId }) => studentId);

/** Today's board is the first that stands. */
async function nearestFirst(request: Request): Promise<{ date: string; organizationIds: string[] }[]> {
  const days: { date: string; organizationIds: string[] }[] = [];
  for (let after: string | null = null; ; ) {
    const page: typeof days = await request.ask(MeetingDays, { after, limit: 1_000 });
    days.push(...page);
    if (page.length < 1_000) break;
    after = page.at(-1)?.date ?? null;
  }
  const today = Date.parse(dayOf(await request.now(), 'UTC'));
  const distance = ({ date }: { date: string }) => Math.abs(Date.parse(date) - today);
  return days.sort((one, other) => distance(one) - distance(other));
}

async function rebuildDay(request: Request, date: string, organizationIds: string[]): Promise<void> {
  const tables = request.reads<unknown>();
  const meetings = await request.ask(MeetingsOn, { date, organizationIds, sectionIds: [] });
  const { rows } = await sql<{ id: string }>`select meeting_id as id from roll where date = ${date}`.execute(
    tables,
  );
  const ids = [...rows.map(({ id }) => id), ...meetings.map(({ meetingId }) => meetingId)];
  await sql`delete from office_day where date = ${date}`.execute(tables);
  await sumDays(request, await copyLessons(request, ids, meetings));
}

/** Days on which nothing meets any more. */
async function forgetDays(request: Request, dates: readonly string[]): Promise<void> {
  const tables = request.reads<unknown>();
  await sql`delete from lesson where date <> all(${dates}::date[])`.execute(tables);
  await sql`delete from roll where date <> all(${dates}::date[])`.execute(tables);
  await sql`delete from office_day where date <> all(${dates}::date[])`.execute(tables);
}

/** @param page writes the people after an id anew, a portion of them at most; it answers whom the owner has named */
async function rebuildPeople(
  request: Request,
  page: (after: string | null) => Promise<readonly string[]>,
): Promise<void> {
  for (let after: string | null = null; ; ) {
    let last: string | null = null;
    await inTurn(request, async () => {
      const named = await page(after);
      last = named.length < portion ? null : (named.at(-1) ?? null);
    });
    if (last === null) return;
    after = last;
  }
}

type OfPeople =
  | 'student_day'
  | 'open_invoice'
  | 'published_result'
  | 'family_leave'
  | 'leave_day'
  | 'waiting_leave';

/** Of whom there are rows, though the owner does not name them: between an id and the last of the page. */
async function notNamed(
  request: Request,
  table: OfPeople,
  column: 'student_id' | 'person_id',
  after: string | null,
  named: readonly string[],
): Promise<string[]> {
  const last = named.length < portion ? null : (named.at(-1) ?? null);
  const who = sql.ref(column);
  const { rows } = await sql<{ id: string }>`
    select distinct ${who} as id from ${sql.table(table)}
    where ${who} <> all(${named}::uuid[])
      ${after === null ? sql`` : sql`and ${who} > ${after}::uuid`} ${last === null ? sql`` : sql`and ${who} <= ${last}::uuid`}
  `.execute(request.reads<unknown>());
  return rows.map(({ id }) => id);
}

/** No reaction writes meanwhile, and what is asked is what stands now. */
async function inTurn(request: Request, work: () => Promise<void>): Promise<void> {
  request.forget();
  await request.em.begin();
  try {
    await takeTurns(request, [allHomes]);
    await work();
    await request.em.commit();
  } catch (error) {
    await request.em.rollback();
    throw error;
  }
}
