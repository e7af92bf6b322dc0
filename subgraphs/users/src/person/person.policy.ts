import type { Ties } from './person.reads.ts';

/** What the person who asks is to others today: asked for once, before any of the sentences below. */
export interface Viewpoint {
  readonly personId: string;
  /** The children whose guardian the person is today. */
  readonly children: ReadonlySet<string>;
  /** Organizations that the person's office reaches: administrator, registrar, bursar or head of department of them or above. */
  readonly office: ReadonlySet<string>;
  /** Of these, those in which the person may reach people: administrator or registrar. */
  readonly registry: ReadonlySet<string>;
  /** Organizations above, of and below those where the person holds a role, learns or has a child today. */
  readonly neighbourhood: ReadonlySet<string>;
  /** Whom the person teaches now; nobody where no student in question depends on it. */
  readonly pupils: ReadonlySet<string>;
}

export const seesStudent = (who: Viewpoint, student: Ties): boolean =>
  student.studentOf !== null &&
  (isMe(who, student) ||
    isMyChild(who, student) ||
    who.office.has(student.studentOf) ||
    who.pupils.has(student.id));

export const seesStaff = (who: Viewpoint, staff: Ties): boolean =>
  staff.staffOf !== null && (isMe(who, staff) || who.neighbourhood.has(staff.staffOf));

export const seesGuardian = (who: Viewpoint, guardian: Ties): boolean =>
  guardian.guardianIn !== null &&
  (isMe(who, guardian) || guardian.guardianIn.some((school) => who.office.has(school)));

export const seesPerson = (who: Viewpoint, person: Ties): boolean =>
  isMe(who, person) || seesStudent(who, person) || seesStaff(who, person) || seesGuardian(who, person);

/** Where a person is reached is nobody's business but their own and that of who keeps the school's records: they read and write it. */
export const mayReach = (who: Pick<Viewpoint, 'personId' | 'registry'>, person: Ties): boolean =>
  isMe(who, person) || schoolsOf(person).some((school) => who.registry.has(school));

/** Whether only being taught could still make this student visible: the one thing that another service knows. */
export const dependsOnTeaching = (who: Omit<Viewpoint, 'pupils'>, person: Ties): boolean =>
  person.studentOf !== null && !seesStudent({ ...who, pupils: new Set() }, person);

const isMe = (who: { readonly personId: string }, person: Ties) => who.personId === person.id;

const isMyChild = (who: { readonly children: ReadonlySet<string> }, person: Ties) =>
  who.children.has(person.id);

/** Wherever they learn, work, or have or had a child. */
export const schoolsOf = ({ studentOf, staffOf, guardianIn }: Ties): string[] =>
  [studentOf, staffOf, ...(guardianIn ?? [])].filter((school) => school !== null);
