import { newId } from '@learnova/platform/ids';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import type { RoleName } from '@learnova/schema/asks/users';
import { noFeedback, noFinance, type School } from '@learnova/schema/school';
import { noAssessments } from '@learnova/schema/school-assessments';
import { noLeave } from '@learnova/schema/school-leave';
import { academics } from '../../src/subgraph.ts';

export const timeZone = 'Europe/Berlin';
/** A Tuesday morning in March: summer time begins on the 29th. */
export const now = '2026-03-10T07:30:00Z';
export const today = '2026-03-10';
const days = { from: '2026-02-01', to: null };

const names = [
  ...['institution', 'school', 'sciences', 'arts', 'elsewhere'],
  ...['year', 'term', 'easter', 'biology', 'chemistry', 'history', 'latin', 'foreign'],
  ...['lab', 'hall', 'foreignRoom', 'biologyCourse'],
  ...['teacher', 'chemist', 'historian', 'formerTeacher', 'comingTeacher', 'stranger'],
  ...['registrar', 'administrator', 'head', 'artsHead', 'foreignRegistrar', 'plainTeacher'],
  ...['anna', 'bert', 'former', 'coming', 'idle', 'novice', 'foreigner', 'foreignNovice', 'mother', 'uncle'],
  ...['bilingual', 'diploma', 'foreignProgram', 'annaInBilingual'],
  ...['biologyToday', 'biologyTomorrow', 'chemistryToday', 'annaInBiology', 'formerInBiology'],
] as const;
export type Name = (typeof names)[number];

/** Everybody and everything of the test school by its name. */
export const ids = Object.fromEntries(names.map((name) => [name, newId()])) as Record<Name, string>;

const { institution, school, sciences, arts, elsewhere, term } = ids;
const tree: Record<string, string[]> = {
  [institution]: [institution],
  [school]: [institution, school],
  [sciences]: [institution, school, sciences],
  [arts]: [institution, school, arts],
  [elsewhere]: [institution, elsewhere],
};

const roles: Partial<Record<Name, { role: RoleName; at: string }>> = {
  registrar: { role: 'REGISTRAR', at: school },
  administrator: { role: 'ADMINISTRATOR', at: institution },
  head: { role: 'HEAD_OF_DEPARTMENT', at: sciences },
  artsHead: { role: 'HEAD_OF_DEPARTMENT', at: arts },
  foreignRegistrar: { role: 'REGISTRAR', at: elsewhere },
  plainTeacher: { role: 'TEACHER', at: school },
};

/** Who is a teacher where, and from when to when. */
const teaching: Partial<Record<Name, { at: string; from: string; to: string | null }>> = {
  teacher: { at: school, ...days },
  chemist: { at: institution, ...days },
  historian: { at: school, from: '2026-02-01', to: '2026-06-01' },
  formerTeacher: { at: school, from: '2026-02-01', to: today },
  comingTeacher: { at: school, from: '2026-03-11', to: null },
  plainTeacher: { at: school, ...days },
  stranger: { at: elsewhere, ...days },
};

/** Who has admitted whom: `novice` is nowhere enrolled yet. */
const admittedBy: Partial<Record<Name, string>> = {
  ...{ anna: school, bert: school, former: school, coming: school, idle: school, novice: school },
  ...{ foreigner: elsewhere, foreignNovice: elsewhere },
};

const section = (
  name: Name,
  organizationId: string,
  title: string,
  ...staff: [Name, string, string | null][]
) => ({
  id: ids[name],
  organizationId,
  courseId: ids.biologyCourse,
  sessionId: term,
  title,
  staff: staff.map(([teacher, from, to]) => ({ staffId: ids[teacher], from, to })),
});
const enrolled = (name: Name, sectionName: Name, more = {}) => ({
  id: newId(),
  studentId: ids[name],
  sectionId: ids[sectionName],
  ...days,
  ...more,
});
const meeting = (name: Name, sectionName: Name, room: Name, date: string, from: string, to: string) => ({
  id: ids[name],
  sectionId: ids[sectionName],
  roomId: ids[room],
  date,
  startsAt: `${date}T${from}:00Z`,
  endsAt: `${date}T${to}:00Z`,
});

const admitted = (name: Name, program: Name) => ({
  ...{ id: newId(), studentId: ids[name], programId: ids[program], organizationId: school },
  ...days,
});

function everyDay(from: string, to: string): string[] {
  const list: string[] = [];
  for (let at = Date.parse(from); at < Date.parse(to); at += 86_400_000)
    list.push(new Date(at).toISOString().slice(0, 10));
  return list;
}

/** Sciences teach biology and chemistry; the school itself history and latin; another school something of its own. */
export const testSchool: School = {
  organizations: Object.entries(tree).map(([id, path]) => ({
    id,
    parentId: path.at(-2) ?? null,
    kind: path.length === 1 ? 'INSTITUTION' : 'SCHOOL',
    name: id,
    timeZone: null,
    locale: null,
  })),
  sessions: [
    {
      id: ids.year,
      parentId: null,
      kind: 'SCHOOL_YEAR',
      title: '2025/26',
      from: '2025-09-01',
      to: '2026-08-01',
    },
    { id: term, parentId: ids.year, kind: 'TERM', title: 'Spring', from: '2026-02-01', to: '2026-07-01' },
  ].map((session) => ({ ...session, organizationId: institution, timeZone }) as School['sessions'][number]),
  calendar: [
    ...everyDay('2026-02-01', '2026-07-01').map((date) => ({
      organizationId: institution,
      date,
      schoolDay: true,
    })),
    { organizationId: school, date: '2026-04-06', schoolDay: false },
  ],
  rooms: [
    { id: ids.lab, organizationId: school, name: 'Lab' },
    { id: ids.hall, organizationId: school, name: 'Hall' },
    { id: ids.foreignRoom, organizationId: elsewhere, name: 'Foreign room' },
  ],
  courses: [
    { id: ids.biologyCourse, organizationId: school, code: 'BIO-7', title: 'Biology', credits: '2.5' },
  ],
  sections: [
    section(
      'biology',
      sciences,
      'Biology 7a',
      ['teacher', '2026-02-01', null],
      ['formerTeacher', '2026-02-01', today],
      ['comingTeacher', '2026-03-11', null],
    ),
    section('chemistry', sciences, 'Chemistry 7a', ['chemist', '2026-02-01', '2026-03-30']),
    section('history', school, 'History 7a', ['historian', '2026-02-01', null]),
    section('latin', school, 'Latin 7a', ['historian', '2026-02-01', null]),
    section('foreign', elsewhere, 'Foreign secrets', ['stranger', '2026-02-01', null]),
  ],
  schoolEnrollments: [
    ...(['anna', 'bert', 'former', 'coming', 'idle'] as const).map((name) => ({
      name,
      organizationId: school,
    })),
    { name: 'foreigner' as const, organizationId: elsewhere },
  ].map(({ name, organizationId }) => ({
    id: newId(),
    studentId: ids[name],
    organizationId,
    grade: '7',
    ...days,
  })),
  sectionEnrollments: [
    enrolled('anna', 'biology', { id: ids.annaInBiology }),
    enrolled('former', 'biology', { id: ids.formerInBiology, to: today }),
    enrolled('coming', 'biology', { from: '2026-03-11' }),
    enrolled('bert', 'chemistry'),
    enrolled('foreigner', 'foreign'),
  ],
  meetings: [
    meeting('biologyToday', 'biology', 'lab', today, '08:00', '08:45'),
    meeting('biologyTomorrow', 'biology', 'lab', '2026-03-11', '08:00', '08:45'),
    meeting('chemistryToday', 'chemistry', 'hall', today, '08:00', '08:45'),
  ],
  people: [],
  guardianships: [],
  roles: [],
  attendanceCodes: [],
  feedback: noFeedback,
  programs: {
    offered: [
      { id: ids.bilingual, organizationId: school, code: 'BILINGUAL', title: 'Bilingual branch' },
      { id: ids.diploma, organizationId: institution, code: 'DIPLOMA', title: 'International diploma' },
      { id: ids.foreignProgram, organizationId: elsewhere, code: 'SECRET', title: 'Foreign secrets' },
    ],
    enrollments: [
      { ...admitted('anna', 'bilingual'), id: ids.annaInBilingual },
      { ...admitted('former', 'bilingual'), to: today },
    ],
  },
  finance: noFinance,
  announcements: [],
  leave: noLeave,
  assessments: noAssessments,
  registers: [],
};

/** What the users service would say of this school. */
const users = {
  'users.standing': ({ personId }: { personId: string }) => ({
    sessionEnded: false,
    roles: Object.entries(roles).flatMap(([name, { role, at }]) =>
      ids[name as Name] === personId
        ? [{ role, organizationId: at, organizationIds: below(at), until: null }]
        : [],
    ),
  }),
  'users.organizations': ({ organizationIds }: { organizationIds: string[] }) =>
    organizationIds.flatMap((id) =>
      tree[id]
        ? [{ organizationId: id, name: id, timeZone, locale: 'de', path: tree[id], subtree: below(id) }]
        : [],
    ),
  'users.children-of': ({ guardianIds }: { guardianIds: string[] }) =>
    (['mother', 'uncle'] as const).flatMap((name) =>
      guardianIds.includes(ids[name])
        ? [{ ...guardianship, guardianId: ids[name], recordsAccess: name === 'mother' }]
        : [],
    ),
  'users.roles-held': ({ personIds, roles: wanted }: { personIds: string[]; roles: RoleName[] }) =>
    Object.entries(teaching).flatMap(([name, { at, from, to }]) =>
      personIds.includes(ids[name as Name]) && wanted.includes('TEACHER')
        ? [{ personId: ids[name as Name], role: 'TEACHER', organizationIds: below(at), from, to }]
        : [],
    ),
  'users.affiliations': ({ personIds }: { personIds: string[] }) =>
    names.flatMap((name) => {
      const studentOf = admittedBy[name];
      if (!studentOf || !personIds.includes(ids[name])) return [];
      return [{ personId: ids[name], studentOf, staffOf: null, hasLegalGuardian: true }];
    }),
  'users.names': ({ personIds }: { personIds: string[] }) =>
    personIds.map((personId) => ({ personId, name: nameOf(personId) })),
};

const guardianship = {
  guardianshipId: newId(),
  studentId: ids.anna,
  notifyAttendance: true,
  priority: 1,
  from: '2026-02-01',
  to: null,
  until: null,
};

function below(id: string): string[] {
  return Object.keys(tree).filter((other) => tree[other]?.includes(id));
}

function nameOf(id: string): string {
  return names.find((name) => ids[name] === id) ?? 'nobody';
}

/** The academics service with this school, on the morning of `now`. */
export async function openSchool(): Promise<TestSubgraph> {
  const opened = await TestSubgraph.start(academics, { answers: users });
  await seed(opened);
  const machine = await opened.request().now();
  await opened.advance(Date.parse(now) - machine.getTime());
  return opened;
}

async function seed(opened: TestSubgraph): Promise<void> {
  if (!academics.seed) throw new Error('academics has no seed');
  await academics.seed(opened.request(), testSchool);
}
