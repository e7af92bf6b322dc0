import { implement, schedule } from '@learnova/platform/handlers';
import { dayOf } from '@learnova/platform/local-time';
import type { Request } from '@learnova/platform/request';
import { takeTurns } from '@learnova/platform/turns';
import { MeetingDays, MeetingsOn } from '@learnova/schema/asks/academics';
import { StudentDays } from '@learnova/schema/asks/attendance';
import { OpenInvoices } from '@learnova/schema/asks/finance';
import { RebuildHomes } from '@learnova/schema/jobs/frontend';
import { sql } from 'kysely';
import { allHomes } from './home.reactions.ts';
import { copyLessons, sumDays } from './lessons.copy.ts';
import { copyOwed } from './owed.copy.ts';
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
  await rebuildStudents(request, async (after) => {
    const students = await request.ask(StudentDays, { studentIds: null, date: null, after, limit: portion });
    await forgetStudents(request, 'student_day', after, students);
    await copyStudentDays(request, students, null);
    return students;
  });
  await rebuildStudents(request, async (after) => {
    const students = await request.ask(OpenInvoices, { studentIds: null, after, limit: portion });
    const ids = await forgetStudents(request, 'open_invoice', after, students);
    await copyOwed(request, [...students, ...ids.map((studentId) => ({ studentId, invoices: [] }))]);
    return students;
  });
}

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

async function rebuildStudents(
  request: Request,
  page: (after: string | null) => Promise<readonly { readonly studentId: string }[]>,
): Promise<void> {
  for (let after: string | null = null; ; ) {
    let last: string | null = null;
    await inTurn(request, async () => {
      const students = await page(after);
      last = students.length < portion ? null : (students.at(-1)?.studentId ?? null);
    });
    if (last === null) return;
    after = last;
  }
}

/** Students between two ids whom the owner does not name. @returns their ids */
async function forgetStudents(
  request: Request,
  table: 'student_day' | 'open_invoice',
  after: string | null,
  named: readonly { readonly studentId: string }[],
): Promise<string[]> {
  const last = named.length < portion ? null : (named.at(-1)?.studentId ?? null);
  const { rows } = await sql<{ id: string }>`
    select distinct student_id as id from ${sql.table(table)}
    where student_id <> all(${named.map(({ studentId }) => studentId)}::uuid[])
      ${after === null ? sql`` : sql`and student_id > ${after}::uuid`} ${last === null ? sql`` : sql`and student_id <= ${last}::uuid`}
  `.execute(request.reads<unknown>());
  const ids = rows.map(({ id }) => id);
  if (table === 'student_day')
    await sql`delete from student_day where student_id = any(${ids}::uuid[])`.execute(
      request.reads<unknown>(),
    );
  return ids;
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
