import { answer } from '@learnova/platform/ask/answer';
import type { Request } from '@learnova/platform/request';
import { MeetingDays, Meetings, MeetingsOn } from '@learnova/schema/asks/academics';
import { sql } from 'kysely';
import { among, holds } from '../session/holding.sql.ts';
import type { AcademicsTables } from '../tables.ts';

const ofMeeting = sql.ref<string>('meeting.date');

/** Meetings with those who teach and those who are enrolled on their day. */
function facts(request: Request) {
  return request
    .reads<AcademicsTables>()
    .selectFrom('meeting')
    .select(['id', 'section_id', 'organization_id', 'date', 'starts_at', 'ends_at'])
    .select(({ selectFrom }) => [
      sql<string[]>`array(${selectFrom('section_staff')
        .select('staff_id')
        .distinct()
        .whereRef('section_staff.section_id', '=', 'meeting.section_id')
        .where(holds('section_staff', ofMeeting))
        .orderBy('staff_id')})`.as('staff_ids'),
      sql<string[]>`array(${selectFrom('section_enrollment')
        .select('student_id')
        .whereRef('section_enrollment.section_id', '=', 'meeting.section_id')
        .where(holds('section_enrollment', ofMeeting))
        .orderBy('student_id')})`.as('student_ids'),
    ])
    .orderBy('starts_at')
    .orderBy('id');
}

type Row = Awaited<ReturnType<ReturnType<typeof facts>['execute']>>[number];

function factsOf(row: Row) {
  return {
    meetingId: row.id,
    sectionId: row.section_id,
    organizationId: row.organization_id,
    date: row.date,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    staffIds: row.staff_ids,
  };
}

export const answerMeetings = answer(Meetings, async (request, { meetingIds }) => {
  const rows = await facts(request).where(among('meeting.id', meetingIds)).execute();
  return rows.map((row) => ({ ...factsOf(row), studentIds: row.student_ids }));
});

export const answerMeetingsOn = answer(MeetingsOn, async (request, { date, organizationIds, sectionIds }) => {
  const rows = await facts(request)
    .where('date', '=', date)
    .where(({ or }) => or([among('organization_id', organizationIds), among('section_id', sectionIds)]))
    .execute();
  return rows.map((row) => ({ ...factsOf(row), expected: row.student_ids.length }));
});

export const answerMeetingDays = answer(MeetingDays, async (request, { after, limit }) => {
  const rows = await request
    .reads<AcademicsTables>()
    .selectFrom('meeting')
    .select(['date', sql<string[]>`array_agg(distinct organization_id)`.as('organization_ids')])
    .$if(after !== null, (query) => query.where('date', '>', after))
    .groupBy('date')
    .orderBy('date')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ date: row.date, organizationIds: row.organization_ids }));
});
