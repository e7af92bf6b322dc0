import { marksIn } from '../../scripts/seed/marks.ts';
import type { SmallSchool } from '../../scripts/seed/small-school.ts';
import type { Role } from './cast.ts';

/**
 * Whose values may stand in what each role is shown: written from the roles, like the table. Names, numbers, e-mails, titles and
 * rooms carry marks; e-mails and ids are known as they are. What is here for nobody is for nobody.
 */
const staff = ['teacher', 'other-teacher', 'office', 'administrator', 'head-of-department', 'bursar'];
const classes = { section: range(1, 15), 'other-section': range(16, 30) } as const;
const guardians = ['guardian', 'other-guardian', 'former-guardian', 'kin'];

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, n) => `student${from + n}`);
}

/** People by name and id. */
const people = (who: readonly string[]) => who.flatMap((one) => [`name:${one}`, `id:${one}`]);
const students = (who: readonly string[]) => [...people(who), ...who.map((one) => `number:${one}`)];
const enrolled = (who: readonly string[]) => who.map((one) => `enrollment:${one}`);
const scored = (who: readonly string[]) => who.flatMap((one) => [`score:${one}`, `result:${one}`]);
const lessons = (...sections: string[]) =>
  sections.flatMap((s) => [`section:${s}`, `course:${s}`, `room:${s}`, `meeting:${s}`]);
/** What was told to the school or to its department. */
const heard = (...who: string[]) => who.flatMap((one) => [`feedback:${one}`, `told:${one}`]);
const self = (who: string) => [
  ...people([who]),
  `email:${who}`,
  `phone:${who}`,
  `role:${who}`,
  ...heard(who),
];
/** Children whose records the family may see. */
const family = (guardian: string, ...children: string[]) => [
  ...self(guardian),
  ...people(staff),
  ...students(children),
  ...enrolled(children),
  ...children.map((child) => `guardianship:${guardian}+${child}`),
];
const teaches = (section: keyof typeof classes) => [
  ...students(classes[section]),
  ...enrolled(classes[section]),
  ...lessons(section),
  ...scored(classes[section]),
  `voice:${section}`,
];
/** What may be taught in each school of the institution, and where in the school: for who plans its lessons. */
const planning = [
  ...['section', 'other-section', 'stranger-section'].map((one) => `course:${one}`),
  ...['section', 'other-section'].map((one) => `room:${one}`),
];
const correction = 'reason:correction';
/** Why the office holds a result of the first section back. */
const withholding = 'reason:withholding';
/** What is announced to them. */
const announced = (...to: string[]) => to.map((one) => `announcement:${one}`);
const toSchool = announced('institution', 'school');
const toStaff = [...toSchool, ...announced('staff')];
/** What students may be admitted to. */
const offered = (...by: string[]) => by.map((one) => `program:${one}`);
const ofSchool = offered('institution', 'school');
/** What students are charged, and what people have paid. */
const charged = (...who: string[]) => who.map((one) => `invoice:${one}`);
const paid = (...who: string[]) => who.flatMap((one) => [`payment:${one}`, `refund:${one}`]);
/** Whose leave, and why. */
const onLeave = (...who: string[]) => who.flatMap((one) => [`leave:${one}`, `reason:leave-${one}`]);

const shown: Readonly<Record<Exclude<Role, 'admin'>, readonly string[]>> = {
  nobody: [],
  student: [
    ...onLeave('student1'),
    ...self('student1'),
    ...students(['student1']),
    ...enrolled(['student1']),
    ...people(staff),
    ...lessons('section'),
    ...[...charged('student1'), ...scored(['student1'])],
    ...[...toSchool, ...announced('in-section'), ...ofSchool],
  ],
  guardian: [
    ...onLeave('student1', 'student16'),
    ...[...family('guardian', 'student1', 'student16'), ...lessons('section', 'other-section')],
    ...[...charged('student1', 'student16'), ...paid('guardian'), ...scored(['student1', 'student16'])],
    ...[...toSchool, ...announced('department', 'in-section', 'in-other-section'), ...ofSchool],
  ],
  kin: [
    ...[...self('kin'), ...people(staff), ...students(['student1'])],
    ...['guardianship:kin+student1', ...charged('student1'), ...paid('kin'), ...toSchool, ...ofSchool],
  ],
  former: [...self('former-guardian'), ...paid('former-guardian')],
  'other-g': [
    ...onLeave('student2'),
    ...[...family('other-guardian', 'student2'), ...lessons('section')],
    ...[...charged('student2'), ...paid('other-guardian'), ...scored(['student2'])],
    ...[...toSchool, ...announced('in-section'), ...ofSchool],
  ],
  teacher: [
    ...onLeave('student1', 'student2', 'teacher'),
    ...[...self('teacher'), ...people(staff), ...teaches('section'), correction, withholding],
    ...[...toStaff, ...announced('in-section'), ...ofSchool],
  ],
  colleague: [
    ...onLeave('student16', 'other-teacher'),
    ...[...self('other-teacher'), ...people(staff), ...teaches('other-section'), correction],
    ...[...toStaff, ...announced('department', 'in-other-section'), ...ofSchool],
  ],
  office: [
    ...onLeave('student1', 'student2', 'student16', 'teacher', 'other-teacher', 'office'),
    ...[...self('office'), ...people(staff), ...people(guardians)],
    ...[...teaches('section'), ...teaches('other-section'), ...planning, correction, withholding],
    ...[...toStaff, ...announced('department', 'later', 'past', 'in-section', 'in-other-section')],
    ...ofSchool,
    ...[...range(1, 30), ...guardians, ...staff.filter((who) => who !== 'administrator')].flatMap((w) => [
      `email:${w}`,
      `phone:${w}`,
    ]),
    ...['guardian+student1', 'guardian+student16', 'other-guardian+student2'].map((g) => `guardianship:${g}`),
    ...['former-guardian+student1', 'kin+student1'].map((g) => `guardianship:${g}`),
    ...heard('student1', 'student2', 'student16', ...guardians),
    ...heard(...staff.filter((who) => who !== 'administrator')),
  ],
  head: [
    ...onLeave('other-teacher'),
    ...[...self('head-of-department'), ...people(staff), ...heard('student16')],
    ...[...lessons('other-section'), ...enrolled(classes['other-section']), correction],
    ...[...scored(classes['other-section']), ...classes['other-section'].map((who) => `id:${who}`)],
    ...['voice:other-section', ...planning],
    ...[...toStaff, ...announced('department', 'in-other-section'), ...ofSchool],
  ],
  stranger: [
    ...onLeave('stranger', 'stranger-teacher'),
    ...[...self('stranger-teacher'), ...people(['administrator'])],
    ...[...students(['stranger']), ...enrolled(['stranger']), ...lessons('stranger-section'), correction],
    ...announced('institution', 'staff', 'other-school', 'in-stranger-section'),
    ...[...scored(['stranger']), ...offered('institution', 'other-school')],
  ],
  bursar: [
    ...[...self('bursar'), ...people(staff), ...people(guardians), ...students(range(1, 30))],
    ...['guardian+student1', 'guardian+student16', 'other-guardian+student2'].map((g) => `guardianship:${g}`),
    ...['former-guardian+student1', 'kin+student1'].map((g) => `guardianship:${g}`),
    ...[...charged('student1', 'student2', 'student16'), ...paid(...guardians)],
    ...['reason:refund', 'reason:reversal', ...toStaff, ...ofSchool],
  ],
};

/** Finds whose values stand in a text. */
export class Ownership {
  readonly #owners: ReadonlyMap<string, string>;

  constructor(school: SmallSchool) {
    const who = new Map(school.people.map(({ id, email }) => [id, email?.split('@')[0] ?? '']));
    const section = new Map(
      school.sections.map(({ id, title }) => [id, [...marksIn(title)][0]?.split(':')[1] ?? '']),
    );
    this.#owners = new Map([
      ...school.people.map(({ id }) => [id, `id:${who.get(id)}`] as const),
      ...school.guardianships.map(
        (g) => [g.id, `guardianship:${who.get(g.guardianId)}+${who.get(g.studentId)}`] as const,
      ),
      ...school.sectionEnrollments.map((e) => [e.id, `enrollment:${who.get(e.studentId)}`] as const),
      ...school.programs.enrollments.map((e) => [e.id, `enrollment:${who.get(e.studentId)}`] as const),
      ...school.schoolEnrollments.map((e) => [e.id, `enrollment:${who.get(e.studentId)}`] as const),
      ...school.finance.invoices.map((i) => [i.id, `invoice:${who.get(i.studentId)}`] as const),
      ...school.finance.payments.map((p) => [p.id, `payment:${who.get(p.payerId)}`] as const),
      ...school.finance.payments.map((p) => [p.refund?.id ?? '', `refund:${who.get(p.payerId)}`] as const),
      ...school.leave.requests.map((r) => [r.id, `leave:${who.get(r.personId)}`] as const),
      ...school.feedback.items.map((i) => [i.id, `feedback:${who.get(i.authorId)}`] as const),
      ...school.assessments.gradebooks.flatMap(({ scores, lineItems, sectionId }) => [
        ...scores.map((score) => [score.id, `score:${who.get(score.studentId)}`] as const),
        ...lineItems.map((item) => [item.id, `section:${section.get(sectionId)}`] as const),
      ]),
      ...school.assessments.publications.flatMap(({ results }) =>
        results.map((result) => [result.id, `result:${who.get(result.studentId)}`] as const),
      ),
      ...school.roles.map((r) => [r.id, `role:${who.get(r.personId)}`] as const),
      ...school.meetings.map((m) => [m.id, `meeting:${section.get(m.sectionId)}`] as const),
      ...school.people.map(({ email }) => [email ?? '', `email:${email?.split('@')[0]}`] as const),
      ...school.people.map(({ id, mobilePhone }) => [mobilePhone ?? '', `phone:${who.get(id)}`] as const),
    ]);
  }

  /** Of all values that are known; `name:guardian`, `id:student3`, ... */
  in(text: string): Set<string> {
    const ids = text.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi) ?? [];
    const emails = text.match(/[\w-]+@school\.example/g) ?? [];
    const phones = text.match(/\+\d{11}/g) ?? [];
    const known = [...ids.map((id) => id.toLowerCase()), ...emails, ...phones].flatMap(
      (text) => this.#owners.get(text) ?? [],
    );
    return new Set([...known, ...marksIn(text)]);
  }

  /** What must not be in there, whoever reads it: everything but ids. For logs, outbox and queue. */
  private(text: string): string[] {
    return [...this.in(text)].filter((value) =>
      /^(name|number|email|phone|reason|room|section|course|program|announcement|told|voice):/.test(value),
    );
  }

  /** What a role may not be shown. An id is no secret to who has sent it. */
  foreign(role: Role, text: string, sent = ''): string[] {
    if (role === 'admin') return [];
    const allowed = new Set(shown[role]);
    const known = new Set(
      [...this.in(sent)].filter((value) => !/^(name|number|email|phone|reason|told|voice):/.test(value)),
    );
    return [...this.in(text)].filter((value) => !allowed.has(value) && !known.has(value));
  }
}
