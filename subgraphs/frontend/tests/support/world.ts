import { newId } from '@learnova/platform/ids';
import { addDays, dayOf } from '@learnova/platform/local-time';
import { type Answers, FrontendSchool } from './school.ts';

type Category = 'present' | 'late' | 'absent';

interface Meeting {
  readonly meetingId: string;
  readonly sectionId: string;
  readonly organizationId: string;
  date: string;
  startsAt: string;
  endsAt: string;
}

interface Register {
  version: number;
  /** Who had to be named, pinned when it was taken. */
  readonly expected: readonly string[];
  readonly marks: Map<string, { category: Category; excused: boolean }>;
}

interface Invoice {
  readonly invoiceId: string;
  readonly studentId: string;
  readonly organizationId: string;
  readonly dueOn: string;
  readonly currency: string;
  outstandingMinor: number;
}

interface Leave {
  readonly leaveRequestId: string;
  readonly personId: string;
  readonly audience: 'STUDENT' | 'STAFF';
  readonly organizationId: string;
  readonly date: string;
  state: 'PENDING' | 'APPROVED' | 'ENDED';
}

interface Result {
  resultId: string;
  publishedAt: string;
  isWithheld: boolean;
}

/** What the neighbours of frontend own, as a slate: things happen to it, and it answers asks with what stands. */
export class World {
  readonly meetings = new Map<string, Meeting>();
  readonly registers = new Map<string, Register>();
  readonly roster = new Map<string, Set<string>>();
  readonly invoices: Invoice[] = [];
  readonly leave: Leave[] = [];
  /** Results that can be seen by their instant, by student and section. */
  readonly results = new Map<string, Map<string, Result>>();
  readonly students: readonly string[];
  readonly sections: readonly { readonly sectionId: string; readonly organizationId: string }[];
  readonly teacher: string;
  readonly #places: readonly string[];

  /** A school whose neighbours answer from a world of its own, on a day or today. */
  static async open(on?: string): Promise<{ school: FrontendSchool; world: World; today: string }> {
    const today = on ?? dayOf(new Date(performance.timeOrigin + performance.now()), 'Europe/Vienna');
    let world: World | undefined;
    const school = await FrontendSchool.open((opened) => {
      world = new World(opened, today);
      return world.answers();
    });
    if (!world) throw new Error('the school was opened without its neighbours');
    return { school, world, today };
  }

  constructor(school: FrontendSchool, day: string) {
    this.teacher = school.teacher;
    this.#places = [school.school, school.otherSchool];
    this.students = [school.child, ...Array.from({ length: 5 }, () => newId())];
    this.sections = [
      { sectionId: school.section, organizationId: school.department },
      { sectionId: newId(), organizationId: school.school },
      { sectionId: newId(), organizationId: school.otherSchool },
    ];
    for (const { sectionId } of this.sections) this.roster.set(sectionId, new Set(this.students.slice(0, 3)));
    for (const section of this.sections)
      for (const offset of [-2, -1, 0, 1]) this.schedule(section, addDays(day, offset), offset + 8);
  }

  schedule(section: { sectionId: string; organizationId: string }, date: string, hour: number): string {
    const meetingId = newId();
    const at = (minute: string) => `${date}T${String(hour).padStart(2, '0')}:${minute}:00.000Z`;
    this.meetings.set(meetingId, { meetingId, ...section, date, startsAt: at('00'), endsAt: at('45') });
    return meetingId;
  }

  charge(studentId: string, place: number, dueOn: string, currency: string, outstandingMinor: number): void {
    const organizationId = this.#places[place % 2] ?? '';
    this.invoices.push({ invoiceId: newId(), studentId, organizationId, dueOn, currency, outstandingMinor });
  }

  /** A result is published, or an amended one in its place. */
  publish(studentId: string, sectionId: string, publishedAt: string): Result {
    const mine = this.results.get(studentId) ?? new Map<string, Result>();
    const isWithheld = mine.get(sectionId)?.isWithheld ?? false;
    const result = { resultId: newId(), publishedAt, isWithheld };
    this.results.set(studentId, mine.set(sectionId, result));
    return result;
  }

  requestLeave(personId: string, audience: Leave['audience'], place: number, date: string): Leave {
    const organizationId = this.#places[place % 2] ?? '';
    const leave: Leave = {
      ...{ leaveRequestId: newId(), personId, audience, organizationId, date, state: 'PENDING' },
    };
    this.leave.push(leave);
    return leave;
  }

  expectedIn(meeting: Meeting): string[] {
    return [...(this.roster.get(meeting.sectionId) ?? [])].sort();
  }

  answers(): Answers {
    const facts = (meeting: Meeting) => ({ ...meeting, staffIds: [this.teacher] });
    const open = ({ outstandingMinor }: Invoice) => outstandingMinor > 0;
    type Page = { studentIds: string[] | null; after: string | null; limit: number };
    const asked = (all: readonly string[], { studentIds, after, limit }: Page) =>
      studentIds ??
      [...new Set(all)]
        .sort()
        .filter((id) => after === null || id > after)
        .slice(0, limit);
    return {
      'academics.meetings': ({ meetingIds }: { meetingIds: string[] }) =>
        meetingIds
          .flatMap((id) => this.meetings.get(id) ?? [])
          .map((meeting) => ({ ...facts(meeting), studentIds: this.expectedIn(meeting) })),
      'academics.meetings-on': ({ date, organizationIds }: { date: string; organizationIds: string[] }) =>
        [...this.meetings.values()]
          .filter((meeting) => meeting.date === date && organizationIds.includes(meeting.organizationId))
          .map((meeting) => ({ ...facts(meeting), expected: this.expectedIn(meeting).length })),
      'academics.meeting-days': ({ after }: { after: string | null }) =>
        [...Map.groupBy(this.meetings.values(), ({ date }) => date)]
          .filter(([date]) => after === null || date > after)
          .map(([date, some]) => ({
            date,
            organizationIds: [...new Set(some.map((one) => one.organizationId))],
          }))
          .toSorted((one, other) => one.date.localeCompare(other.date)),
      'attendance.register-counts': ({ registerIds }: { registerIds: string[] }) =>
        registerIds.flatMap((registerId) => {
          const register = this.registers.get(registerId);
          return register ? [{ registerId, ...this.countsOf(register) }] : [];
        }),
      'attendance.student-days': ({ date, ...page }: Page & { date: string | null }) => {
        const marked = [...this.registers.values()].flatMap(({ marks }) => [...marks.keys()]);
        return asked(marked, page).map((studentId) => ({
          studentId,
          days: this.daysOf(studentId).filter((day) => date === null || day.date === date),
        }));
      },
      'assessments.published-results': (page: Page) =>
        asked([...this.results.keys()], page).map((studentId) => ({
          studentId,
          results: [...(this.results.get(studentId) ?? [])]
            .filter(([, { isWithheld }]) => !isWithheld)
            .map(([sectionId, { resultId, publishedAt }]) => ({ sectionId, resultId, publishedAt })),
        })),
      'leave.standing': ({
        personIds,
        ...page
      }: Omit<Page, 'studentIds'> & { personIds: string[] | null }) => {
        const whoever = this.leave.map(({ personId }) => personId);
        return asked(whoever, { studentIds: personIds, ...page }).map((personId) => ({
          personId,
          leave: this.leave
            .filter((leave) => leave.personId === personId && leave.state !== 'ENDED')
            .map(({ date, personId: _id, ...leave }) => ({
              ...{ ...leave, firstDay: date, lastDay: addDays(date, 1) },
              days: [date, addDays(date, 1)].map((day) => ({
                ...{ date: day, from: `${day}T08:00:00.000Z`, to: `${day}T20:00:00.000Z` },
              })),
            })),
        }));
      },
      'academics.teachers-of': ({ studentIds }: { studentIds: string[] }) =>
        studentIds.map((studentId) => ({ studentId, staffId: this.teacher })),
      'academics.rosters': ({ sectionIds }: { sectionIds: string[] }) =>
        sectionIds.map((sectionId) => ({
          sectionId,
          studentIds: [...(this.roster.get(sectionId) ?? [])].sort(),
        })),
      'finance.open-invoices': (page: Page) => {
        const charged = this.invoices.map(({ studentId }) => studentId);
        return asked(charged, page).map((studentId) => ({
          studentId,
          invoices: this.invoices
            .filter((invoice) => invoice.studentId === studentId && open(invoice))
            .map(({ studentId: _id, ...invoice }) => ({ ...invoice, timeZone: 'Europe/Vienna' })),
        }));
      },
    };
  }

  countsOf({ version, expected, marks }: Register) {
    const counts = { version, expected: expected.length, present: 0, late: 0, absent: 0 };
    for (const { category } of marks.values()) counts[category] += 1;
    return counts;
  }

  /** Registers keep the day on which they were taken; nobody moves a lesson that was. */
  daysOf(studentId: string) {
    const days = new Map<
      string,
      { date: string; present: number; late: number; absent: number; excused: number }
    >();
    for (const [registerId, { marks }] of this.registers) {
      const mark = marks.get(studentId);
      const date = this.meetings.get(registerId)?.date ?? '';
      if (!mark) continue;
      const day = days.get(date) ?? { date, present: 0, late: 0, absent: 0, excused: 0 };
      day[mark.category] += 1;
      if (mark.excused) day.excused += 1;
      days.set(date, day);
    }
    return [...days.values()].toSorted((one, other) => one.date.localeCompare(other.date));
  }
}
