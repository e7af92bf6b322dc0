import { type Envelope, on } from '@learnova/platform/handlers';
import type { Request } from '@learnova/platform/request';
import { shareTurn, takeTurns } from '@learnova/platform/turns';
import { Meetings } from '@learnova/schema/asks/academics';
import { StudentDays } from '@learnova/schema/asks/attendance';
import { OpenInvoices } from '@learnova/schema/asks/finance';
import { EnrollmentChanged, MeetingsChanged, SectionStaffChanged } from '@learnova/schema/events/academics';
import { RegisterCorrected, RegisterExcused, RegisterSubmitted } from '@learnova/schema/events/attendance';
import {
  InvoiceIssued,
  InvoiceReversed,
  PaymentRefunded,
  PaymentSettled,
} from '@learnova/schema/events/finance';
import { sql } from 'kysely';
import type { z } from 'zod';
import { familyReactions } from './family.reactions.ts';
import { allHomes, tellHomes } from './home.topics.ts';
import { copyLessons, type Day, sumDays } from './lessons.copy.ts';
import { copyOwed } from './owed.copy.ts';
import { copyStudentDays } from './student-days.copy.ts';

/**
 * Events come late, twice and out of order. Each only says what may have changed; what stands of it is asked under its turn, so
 * that whichever comes last leaves the same rows.
 */
export const homeReactions = [
  on(RegisterSubmitted, 'frontend.copy-submitted', copyRegister),
  on(RegisterCorrected, 'frontend.copy-corrected', copyRegister),
  on(RegisterExcused, 'frontend.copy-excused', copyRegister),
  on(MeetingsChanged, 'frontend.copy-meetings', (request, { payload: { meetings } }) =>
    copyTimetable(
      request,
      meetings.map(({ meetingId }) => meetingId),
    ),
  ),
  on(EnrollmentChanged, 'frontend.copy-enrollment', async (request, { payload: { sectionId } }) => {
    const { rows } = await sql<{
      id: string;
    }>`select meeting_id as id from roll where section_id = ${sectionId}`.execute(request.reads<unknown>());
    await copyTimetable(
      request,
      rows.map(({ id }) => id),
    );
  }),
  // Who teaches is asked for when a screen is read, and not copied: it is told to be another.
  on(SectionStaffChanged, 'frontend.tell-staff', (request, { payload: { staffId } }) =>
    tellHomes(request, 'TIMETABLE', { organizationIds: [], staffIds: [staffId], studentIds: [] }),
  ),
  on(InvoiceIssued, 'frontend.copy-issued', (request, { payload: { invoices } }) =>
    copyAccounts(
      request,
      invoices.map(({ studentId }) => studentId),
    ),
  ),
  on(InvoiceReversed, 'frontend.copy-reversed', (request, { payload: { studentId } }) =>
    copyAccounts(request, [studentId]),
  ),
  on(PaymentSettled, 'frontend.copy-settled', (request, { payload: { studentIds } }) =>
    copyAccounts(request, studentIds),
  ),
  on(PaymentRefunded, 'frontend.copy-refunded', (request, { payload: { studentIds } }) =>
    copyAccounts(request, studentIds),
  ),
  ...familyReactions,
];

type RegisterEvent = Envelope<z.infer<typeof RegisterSubmitted.payload>>;

async function copyRegister(request: Request, { payload }: RegisterEvent): Promise<void> {
  const { registerId, date, studentIds } = payload;
  await shareTurn(request, allHomes);
  await takeTurns(request, [`lesson ${registerId}`]);
  const meetings = await request.ask(Meetings, { meetingIds: [registerId] });
  const days = await copyLessons(request, [registerId], withExpected(meetings));
  await takeTurns(
    request,
    studentIds.map((id) => `student ${id} on ${date}`),
  );
  const asked = { studentIds, date, after: null, limit: 1 };
  await copyStudentDays(request, await request.ask(StudentDays, asked), date);
  await sumInTurn(request, days);
  await tellHomes(request, 'REGISTER', {
    organizationIds: days.map(({ organizationId }) => organizationId),
    staffIds: meetings.flatMap(({ staffIds }) => staffIds),
    studentIds,
  });
}

async function copyTimetable(request: Request, meetingIds: readonly string[]): Promise<void> {
  if (meetingIds.length === 0) return;
  await shareTurn(request, allHomes);
  await takeTurns(
    request,
    meetingIds.map((id) => `lesson ${id}`),
  );
  const meetings = await request.ask(Meetings, { meetingIds: [...meetingIds] });
  const days = await copyLessons(request, meetingIds, withExpected(meetings));
  await sumInTurn(request, days);
  await tellHomes(request, 'TIMETABLE', {
    organizationIds: days.map(({ organizationId }) => organizationId),
    staffIds: meetings.flatMap(({ staffIds }) => staffIds),
    studentIds: meetings.flatMap(({ studentIds }) => studentIds),
  });
}

async function copyAccounts(request: Request, all: readonly string[]): Promise<void> {
  const studentIds = [...new Set(all)].sort();
  if (studentIds.length === 0) return;
  await shareTurn(request, allHomes);
  await takeTurns(
    request,
    studentIds.map((id) => `owed by ${id}`),
  );
  const students = await request.ask(OpenInvoices, { studentIds, after: null, limit: 1 });
  const organizationIds = await copyOwed(request, students);
  await tellHomes(request, 'ACCOUNT', { organizationIds, staffIds: [], studentIds });
}

const withExpected = (meetings: z.infer<typeof Meetings.output>) =>
  meetings.map(({ studentIds, ...meeting }) => ({ ...meeting, expected: studentIds.length }));

async function sumInTurn(request: Request, days: readonly Day[]): Promise<void> {
  const dates = [...new Set(days.map(({ date }) => date))];
  await takeTurns(
    request,
    dates.map((date) => `lessons on ${date}`),
  );
  await sumDays(request, days);
}
