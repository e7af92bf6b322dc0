import { newId } from '@learnova/platform/ids';
import { addDays } from '@learnova/platform/local-time';
import type { EventContract } from '@learnova/schema/define';
import { EnrollmentChanged, MeetingsChanged } from '@learnova/schema/events/academics';
import { ResultAmended, ResultPublished, ResultWithheld } from '@learnova/schema/events/assessments';
import { RegisterCorrected, RegisterExcused, RegisterSubmitted } from '@learnova/schema/events/attendance';
import {
  InvoiceIssued,
  InvoiceReversed,
  PaymentRefunded,
  PaymentSettled,
} from '@learnova/schema/events/finance';
import { LeaveApproved, LeaveCancelled, LeaveRequested } from '@learnova/schema/events/leave';
import type { World } from './world.ts';

export const today = '2026-03-02';

export interface Told {
  readonly reaction: string;
  readonly contract: EventContract<never>;
  readonly payload: object;
  readonly id: string;
}

/** Small and repeatable; which of many things happens next. */
export function randomOf(seed: number) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, one: <T>(list: readonly T[]): T => list[below(list.length)] as T };
}

/** Something happens in the world; what is told of it. */
export function happen(world: World, { below, one }: ReturnType<typeof randomOf>): Told {
  const told = (reaction: string, contract: unknown, payload: object): Told => ({
    ...{
      reaction: `frontend.copy-${reaction}`,
      contract: contract as EventContract<never>,
      payload,
      id: newId(),
    },
  });
  const category = () => one(['present', 'late', 'absent'] as const);
  const taken = [...world.registers.keys()];
  const meetings = [...world.meetings.values()];
  const meeting = one(meetings);
  const student = one(world.students);
  const mark = () => {
    const found = category();
    return { category: found, excused: found === 'absent' && below(2) === 0 };
  };
  const section = one(world.sections);
  const told1 = (studentId: string) => ({ invoiceId: newId(), studentId });
  switch (below(10)) {
    case 0:
    case 1: {
      const { meetingId: registerId, sectionId, date } = meeting;
      const before = world.registers.get(registerId);
      const expected = before?.expected ?? world.expectedIn(meeting);
      const marks = new Map(expected.map((id) => [id, mark()]));
      world.registers.set(registerId, { version: (before?.version ?? 0) + 1, expected, marks });
      return told('submitted', RegisterSubmitted, {
        registerId,
        sectionId,
        date,
        studentIds: [...expected],
      });
    }
    case 2: {
      const registerId = taken.length > 0 ? one(taken) : '';
      const register = world.registers.get(registerId);
      const { sectionId, date } = world.meetings.get(registerId) ?? meeting;
      const [studentId] = register?.expected ?? [];
      if (!register || !studentId) return happen(world, { below, one });
      register.marks.set(studentId, mark());
      register.version += 1;
      return told('corrected', RegisterCorrected, { registerId, sectionId, date, studentIds: [studentId] });
    }
    case 6: {
      // Leave is granted or cancelled: nothing is said anew, and an absence is excused or no longer.
      const registerId = taken.length > 0 ? one(taken) : '';
      const register = world.registers.get(registerId);
      const { sectionId, date } = world.meetings.get(registerId) ?? meeting;
      const absent = [...(register?.marks ?? [])].filter(([, said]) => said.category === 'absent');
      if (!register || absent.length === 0) return happen(world, { below, one });
      const [studentId, said] = one(absent);
      register.marks.set(studentId, { ...said, excused: !said.excused });
      return told('excused', RegisterExcused, { registerId, sectionId, date, studentIds: [studentId] });
    }
    case 3: {
      if (below(2) === 0) {
        const id = world.schedule(section, addDays(today, below(4) - 1), 8 + below(8));
        const { meetingId, date, startsAt, endsAt } = world.meetings.get(id) ?? meeting;
        const made = { meetingId, version: 1, date, startsAt, endsAt };
        return told('meetings', MeetingsChanged, { sectionId: section.sectionId, meetings: [made] });
      }
      if (world.registers.has(meeting.meetingId)) return happen(world, { below, one });
      meeting.date = addDays(today, below(4) - 1);
      meeting.startsAt = `${meeting.date}T16:00:00.000Z`;
      meeting.endsAt = `${meeting.date}T16:45:00.000Z`;
      const { meetingId, date, startsAt, endsAt, sectionId } = meeting;
      return told('meetings', MeetingsChanged, {
        sectionId,
        meetings: [{ meetingId, version: 2, date, startsAt, endsAt }],
      });
    }
    case 4: {
      const roster = world.roster.get(section.sectionId);
      if (!roster?.delete(student)) roster?.add(student);
      return told('enrollment', EnrollmentChanged, {
        ...{ sectionEnrollmentId: newId(), sectionId: section.sectionId, studentId: student },
        ...{ from: today, to: null },
      });
    }
    case 8: {
      const mine = world.results.get(student)?.get(section.sectionId);
      const kind = mine ? below(4) : 0;
      if (mine && kind < 2) mine.isWithheld = kind === 1;
      const { resultId } =
        mine && kind < 2
          ? mine
          : world.publish(student, section.sectionId, `${today}T0${below(10)}:00:00.000Z`);
      const payload = { results: [{ resultId, sectionId: section.sectionId, studentId: student }] };
      if (mine && kind === 1) return told('withheld', ResultWithheld, payload);
      return kind === 2
        ? told('amended', ResultAmended, payload)
        : told('published', ResultPublished, payload);
    }
    case 9: {
      const waiting = world.leave.filter(({ state }) => state !== 'ENDED');
      const asks = waiting.length === 0 || below(2) === 0;
      const isStaff = below(4) === 0;
      const leave = asks
        ? world.requestLeave(
            isStaff ? world.teacher : student,
            isStaff ? 'STAFF' : 'STUDENT',
            below(2),
            addDays(today, below(6) - 2),
          )
        : one(waiting);
      const { leaveRequestId, personId, audience } = leave;
      const facts = { leaveRequestId, personId, audience };
      if (asks) return told('requested', LeaveRequested, { ...facts, approverIds: [] });
      const isApproved = leave.state === 'PENDING' && below(3) > 0;
      leave.state = isApproved ? 'APPROVED' : 'ENDED';
      return isApproved
        ? told('approved', LeaveApproved, { ...facts, slots: [] })
        : told('cancelled', LeaveCancelled, facts);
    }
    case 5: {
      world.charge(student, below(2), addDays(today, below(5) - 2), one(['EUR', 'USD']), 100 + below(900));
      return told('issued', InvoiceIssued, { invoiceRunId: newId(), invoices: [told1(student)] });
    }
    default: {
      const open = world.invoices.filter(({ outstandingMinor }) => outstandingMinor > 0);
      if (open.length === 0) return happen(world, { below, one });
      const invoice = one(open);
      const { studentId } = invoice;
      const kind = below(3);
      invoice.outstandingMinor =
        kind === 0 ? 0 : kind === 1 ? invoice.outstandingMinor - 1 : invoice.outstandingMinor + 7;
      const payment = { paymentId: newId(), payerId: newId(), studentIds: [studentId] };
      if (kind === 0) return told('reversed', InvoiceReversed, told1(studentId));
      return kind === 1
        ? told('settled', PaymentSettled, payment)
        : told('refunded', PaymentRefunded, { ...payment, refundId: null });
    }
  }
}
