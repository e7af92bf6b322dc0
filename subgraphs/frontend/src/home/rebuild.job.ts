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
  await rebuildPeople(request, {
    tables: ['student_day'],
    page: (after) => request.ask(StudentDays, { studentIds: null, date: null, after, limit: portion }),
    personOf: ({ studentId }) => studentId,
    nothingOf: (studentId) => ({ studentId, days: [] }),
    copy: (students) => copyStudentDays(request, students, null),
  });
  await rebuildPeople(request, {
    tables: ['open_invoice'],
    page: (after) => request.ask(OpenInvoices, { studentIds: null, after, limit: portion }),
    personOf: ({ studentId }) => studentId,
    nothingOf: (studentId) => ({ studentId, invoices: [] }),
    copy: (students) => copyOwed(request, students),
  });
  await rebuildPeople(request, {
    tables: ['published_result'],
    page: (after) => request.ask(PublishedResults, { studentIds: null, after, limit: portion }),
    personOf: ({ studentId }) => studentId,
    nothingOf: (studentId) => ({ studentId, results: [] }),
    copy: (students) => copyPublishedResults(request, students),
  });
  await rebuildPeople(request, {
    tables: ['family_leave', 'leave_day', 'waiting_leave'],
    page: (after) => request.ask(StandingLeave, { personIds: null, after, limit: portion }),
    personOf: ({ personId }) => personId,
    nothingOf: (personId) => ({ personId, leave: [] }),
    copy: (people) => copyLeave(request, people),
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

/** Tables of what one owner says of people, and the column that names a person there. */
const columns = {
  student_day: 'student_id',
  open_invoice: 'student_id',
  published_result: 'student_id',
  family_leave: 'person_id',
  leave_day: 'person_id',
  waiting_leave: 'person_id',
} as const;

type OfPeople = keyof typeof columns;

/** What is copied of people from one owner. */
interface Copied<Said> {
  readonly tables: readonly OfPeople[];
  /** The people after an id of whom the owner has something to say, a portion of them at most. */
  page(after: string | null): Promise<Said[]>;
  personOf(said: Said): string;
  /** What is written of whom the owner does not name. */
  nothingOf(personId: string): Said;
  /** Writes what is kept of these people anew. */
  copy(said: Said[]): Promise<unknown>;
}

async function rebuildPeople<Said>(request: Request, copied: Copied<Said>): Promise<void> {
  for (let after: string | null = null; ; ) {
    let last: string | null = null;
    await inTurn(request, async () => {
      const said = await copied.page(after);
      const named = said.map(copied.personOf);
      last = named.length < portion ? null : (named.at(-1) ?? null);
      const lost = new Set<string>();
      for (const table of copied.tables)
        for (const id of await notNamed(request, table, named, after, last)) lost.add(id);
      await copied.copy([...said, ...[...lost].map(copied.nothingOf)]);
    });
    if (last === null) return;
    after = last;
  }
}

/** Of whom there are rows between two ids, though the owner does not name them. */
async function notNamed(
  request: Request,
  table: OfPeople,
  named: readonly string[],
  after: string | null,
  last: string | null,
): Promise<string[]> {
  const who = sql.ref(columns[table]);
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
