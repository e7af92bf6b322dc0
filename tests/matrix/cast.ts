import type { SmallSchool } from '../../scripts/seed/small-school.ts';

/** The columns of the table. */
export const roles = [
  'nobody',
  'student',
  'guardian',
  'kin',
  'former',
  'other-g',
  'teacher',
  'colleague',
  'office',
  'admin',
  'head',
  'stranger',
  'bursar',
] as const;
export type Role = (typeof roles)[number];

/** Who signs in as whom: the names of the small school. */
export const signsInAs: Readonly<Record<Exclude<Role, 'nobody'>, string>> = {
  student: 'student1',
  guardian: 'guardian',
  kin: 'kin',
  former: 'former-guardian',
  'other-g': 'other-guardian',
  teacher: 'teacher',
  colleague: 'other-teacher',
  office: 'office',
  admin: 'administrator',
  head: 'head-of-department',
  stranger: 'stranger-teacher',
  bursar: 'bursar',
};

/** A cell of the table has a sign for each: the self where that is a case of its own, what is theirs, somebody else's, nothing. */
export type Which = 'self' | 'own' | 'other' | 'none';

/** What a question is about. An empty id: there is no such thing in this case. */
export interface Objects {
  readonly person: string;
  readonly student: string;
  readonly section: string;
  readonly organization: string;
  readonly staff: string;
  readonly guardian: string;
  readonly guardianship: string;
  /** Whose Viewer, sessions, roles and inbox. */
  readonly viewer: string;
}

type Ids = SmallSchool['ids'];
type Named = Readonly<Record<'student' | 'section' | 'organization' | 'staff' | 'guardian', keyof Ids>>;
/** Guardian and student: a guardianship by its two. */
type Tie = readonly [keyof Ids, keyof Ids];

interface Part {
  readonly self: keyof Ids | null;
  readonly own: Things;
  readonly other: Things | null;
}

type Classroom = Pick<Named, 'student' | 'section' | 'organization' | 'staff'>;
type Things = Named & { readonly guardianship: Tie };

const mathematics: Classroom = {
  student: 'child',
  section: 'section',
  organization: 'school',
  staff: 'teacher',
};
const biology: Classroom = {
  student: 'sibling',
  section: 'otherSection',
  organization: 'department',
  staff: 'otherTeacher',
};
const elsewhere: Things = {
  ...{ student: 'stranger', section: 'strangerSection', organization: 'otherSchool' },
  ...{ staff: 'strangerTeacher', guardian: 'strangerGuardian' },
  guardianship: ['strangerGuardian', 'stranger'],
};
const ofChild: Tie = ['guardian', 'child'];
/** Of a family in the first section: a classmate is somebody else's. */
const others: Things = {
  ...{ student: 'classmate', section: 'strangerSection', organization: 'otherSchool' },
  ...{ staff: 'strangerTeacher', guardian: 'otherGuardian', guardianship: ofChild },
};

/** What is theirs and what is somebody else's, for each role: written from what each is to the small school. */
const parts: Readonly<Record<Role, Part>> = {
  nobody: {
    self: null,
    own: { ...mathematics, guardian: 'guardian', guardianship: ofChild },
    other: others,
  },
  student: {
    self: 'child',
    own: { ...mathematics, guardian: 'guardian', guardianship: ofChild },
    other: { ...others, section: 'otherSection', guardianship: ['otherGuardian', 'classmate'] },
  },
  guardian: {
    self: 'guardian',
    own: { ...mathematics, guardian: 'guardian', guardianship: ofChild },
    other: { ...others, guardianship: ['kin', 'child'] },
  },
  kin: {
    self: 'kin',
    own: { ...mathematics, guardian: 'kin', guardianship: ['kin', 'child'] },
    other: { ...others, section: 'otherSection', guardian: 'guardian' },
  },
  former: {
    self: 'formerGuardian',
    own: { ...mathematics, guardian: 'formerGuardian', guardianship: ['formerGuardian', 'child'] },
    other: { ...others, section: 'otherSection', guardian: 'guardian' },
  },
  'other-g': {
    self: 'otherGuardian',
    own: {
      ...mathematics,
      student: 'classmate',
      guardian: 'otherGuardian',
      guardianship: ['otherGuardian', 'classmate'],
    },
    other: { ...others, student: 'child', section: 'otherSection', guardian: 'guardian' },
  },
  teacher: {
    self: 'teacher',
    own: { ...mathematics, guardian: 'guardian', guardianship: ofChild },
    other: { ...others, ...biology, organization: 'otherSchool', staff: 'strangerTeacher' },
  },
  colleague: {
    self: 'otherTeacher',
    own: { ...biology, organization: 'school', guardian: 'guardian', guardianship: ['guardian', 'sibling'] },
    other: { ...others, student: 'child', section: 'section' },
  },
  office: {
    self: 'office',
    own: { ...mathematics, guardian: 'guardian', guardianship: ofChild },
    other: elsewhere,
  },
  admin: {
    self: 'administrator',
    own: { ...mathematics, organization: 'institution', guardian: 'guardian', guardianship: ofChild },
    other: null,
  },
  head: {
    self: 'headOfDepartment',
    own: { ...biology, guardian: 'guardian', guardianship: ['guardian', 'sibling'] },
    other: { ...others, student: 'child', section: 'section', organization: 'school' },
  },
  stranger: {
    self: 'strangerTeacher',
    own: elsewhere,
    other: { ...others, ...biology, student: 'child', organization: 'school', staff: 'teacher' },
  },
  bursar: {
    self: 'bursar',
    own: { ...mathematics, guardian: 'guardian', guardianship: ofChild },
    other: elsewhere,
  },
};

/** An id that nothing has. */
export const unknownId = '00000000-0000-4000-8000-000000000000';
const nothing: Objects = {
  ...{ person: unknownId, student: unknownId, section: unknownId, organization: unknownId },
  ...{ staff: unknownId, guardian: unknownId, guardianship: unknownId, viewer: unknownId },
};

/** The ids that a role asks about in one case; unknown ones where there is no such case. */
export function castOf(school: SmallSchool, role: Role, which: Which): Objects {
  if (which === 'none') return nothing;
  const { self, own, other } = parts[role];
  const named = which === 'other' ? other : own;
  const idOf = (name: keyof Ids) => school.ids[name];
  const me = self === null ? school.ids.guardian : idOf(self);
  const somebodyElse = self === 'guardian' ? school.ids.otherGuardian : school.ids.guardian;
  const viewer = which === 'other' ? somebodyElse : me;
  if (!named) return { ...nothing, viewer };
  const [guardianId, studentId] = [idOf(named.guardianship[0]), idOf(named.guardianship[1])];
  const tie = school.guardianships.find((g) => g.guardianId === guardianId && g.studentId === studentId);
  return {
    person: which === 'self' ? me : idOf(named.student),
    student: idOf(named.student),
    section: idOf(named.section),
    organization: idOf(named.organization),
    staff: idOf(named.staff),
    guardian: idOf(named.guardian),
    guardianship: tie?.id ?? '',
    viewer,
  };
}
