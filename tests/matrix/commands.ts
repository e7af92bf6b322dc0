import { randomUUID } from 'node:crypto';
import { addDays } from '@learnova/platform/local-time';
import { decodeJwt } from 'jose';
import { dayIn } from '../../scripts/seed/days.ts';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { castOf, type Objects, type Role, roles, signsInAs, unknownId, type Which } from './cast.ts';
import { codeOf, inboxOf, type Player, reason, type Scene, signIn } from './scene.ts';

/** One try of a command by somebody. What earlier tries made stands in `made`, by role. */
export interface Try extends Objects {
  readonly role: Role;
  readonly which: Which;
  readonly scene: Scene;
  readonly made: Map<string, string>;
}

export interface Command {
  /** Of `Mutation`; takes one `input` of `<Name>Input`, if any. */
  readonly name: string;
  readonly selection: string;
  /** What is new and of use to a later command. */
  readonly makes?: (payload: Record<string, { readonly id: string }>) => string | undefined;
  readonly input?: (t: Try) => Promise<object> | object;
  /** Who sends it, if not the role as it is signed in. */
  readonly by?: (t: Try) => Promise<Player>;
}

const key = () => ({ idempotencyKey: randomUUID() });
const day = (offset: number) => addDays(dayIn('Europe/Vienna', new Date()), offset);
/** Own hours, students and rooms for each role, so that none stands in another's way. */
const turn = ({ role }: Try) => roles.indexOf(role);
const fresh = ({ scene, role }: Try) =>
  signIn(scene.school.system.url, role === 'nobody' ? 'guardian' : role);
const sessionOf = ({ token }: Player) => (token ? String(decodeJwt(token).sid) : unknownId);
const who = ({ role }: Try) => emailOf(role === 'nobody' ? 'guardian' : signsInAs[role]);
/** What this role has made, or what stands in its place for who can't make any. */
const madeOr = (t: Try, command: string, otherwise: string) =>
  (t.which === 'own' && t.made.get(`${command} ${t.role}`)) || otherwise;
const enrollmentOf = ({ scene, student }: Try) =>
  scene.school.school.sectionEnrollments.find((e) => e.studentId === student)?.id ?? unknownId;

/** The n-th meeting of the section before the latest that has begun; negative: the n-th after it. */
function meetingAt({ scene, section }: Try, back: number): string {
  const latest = scene.meetingOf(section);
  const meetings = scene.school.school.meetings
    .filter(({ sectionId }) => sectionId === section)
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
  return meetings[meetings.findIndex(({ id }) => id === latest.id) - back]?.id ?? unknownId;
}

/** Teachers take the latest register, which is one of today; the office may take any. */
const rollOf = (t: Try) => meetingAt(t, ['office', 'admin'].includes(t.role) ? turn(t) : 0);

async function refreshToken(t: Try): Promise<string> {
  const { refreshToken: first } = await tokensBy(t, 'signIn', { email: who(t), password });
  if (t.which === 'other') await tokensBy(t, 'refresh', { refreshToken: first });
  return t.which === 'none' ? 'nonsense' : first;
}

async function tokensBy({ scene }: Try, name: 'signIn' | 'refresh', input: object) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const data = await scene.school.nobody.data<Record<string, { refreshToken: string }>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { refreshToken } }`,
    { input },
  );
  return data[name] as { refreshToken: string };
}

const flags = { livesWith: false, legal: false, pays: false, recordsAccess: false, notifyAttendance: false };
const tokens = 'accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt';
const ended = 'sessionId endedAt';
const register = 'register { id status marks { student { id } code { name } } counts { expected } }';

/** Every mutation, in an order in which the later ones find what the earlier ones made. */
export const commands: readonly Command[] = [
  {
    name: 'signIn',
    selection: tokens,
    input: (t) => ({
      email: t.which === 'none' ? `unknown-${t.role}@school.example` : who(t),
      password: t.which === 'own' ? password : 'a guess',
    }),
  },
  { name: 'refresh', selection: tokens, input: async (t) => ({ refreshToken: await refreshToken(t) }) },
  { name: 'signOut', selection: ended, by: async (t) => (t.role === 'nobody' ? byNobody(t) : fresh(t)) },
  {
    name: 'endSession',
    selection: ended,
    input: async (t) => {
      if (t.which === 'own') return { sessionId: sessionOf(await fresh(t)) };
      const other = t.scene.players[t.role === 'guardian' ? 'other-g' : 'guardian'];
      return { sessionId: t.which === 'other' ? sessionOf(other) : unknownId };
    },
  },
  {
    name: 'setMobilePhone',
    selection: 'person { id name mobilePhone }',
    // The number that is there, so that it stays known whose it is.
    input: ({ which, viewer, person, scene }) => {
      const personId = which === 'self' ? viewer : which === 'none' ? unknownId : person;
      const { mobilePhone } = scene.school.school.people.find(({ id }) => id === personId) ?? {};
      return { personId, mobilePhone: mobilePhone ?? null };
    },
  },
  {
    name: 'assignRole',
    selection: 'roleAssignment { id role version person { id name } organization { id } }',
    makes: ({ roleAssignment }) => roleAssignment?.id,
    input: ({ which, viewer, organization, scene, role }) => ({
      personId: which === 'self' ? viewer : scene.school.ids[role === 'office' ? 'teacher' : 'office'],
      role: 'TEACHER',
      organizationId: organization,
      ...{ from: day(10), to: day(40), ...key() },
    }),
  },
  {
    name: 'endRole',
    selection: 'roleAssignment { id to version person { id name } }',
    input: (t) => {
      const held = t.scene.school.school.roles;
      const whose = t.which === 'own' ? t.viewer : t.scene.school.ids.administrator;
      const roleAssignmentId = held.find(({ personId }) => personId === whose)?.id ?? unknownId;
      return {
        roleAssignmentId: t.which === 'none' ? unknownId : madeOr(t, 'assignRole', roleAssignmentId),
        ...{ to: day(30), expectedVersion: 1, ...key() },
      };
    },
  },
  {
    name: 'recordGuardianship',
    selection: 'guardianship { id student { id person { name } } guardian { id person { name } } }',
    makes: ({ guardianship }) => guardianship?.id,
    input: ({ which, viewer, student, role, scene: { school } }) => ({
      guardianId:
        which === 'self' ? viewer : school.ids[role === 'office' ? 'otherGuardian' : 'strangerGuardian'],
      studentId: student,
      ...{ ...flags, priority: 3, from: day(0), reason, ...key() },
    }),
  },
  {
    name: 'endGuardianship',
    selection: 'guardianship { id to }',
    input: (t) => ({
      guardianshipId: madeOr(t, 'recordGuardianship', t.guardianship),
      ...{ to: day(20), expectedVersion: 1, reason, ...key() },
    }),
  },
  {
    name: 'scheduleMeetings',
    selection: 'meetings { id section { title } room { name } }',
    input: (t) => ({
      sectionId: t.section,
      weekdays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'],
      startTime: `${String(turn(t) + 6).padStart(2, '0')}:00`,
      endTime: `${String(turn(t) + 6).padStart(2, '0')}:30`,
      ...{ from: day(30), to: day(31), ...key() },
      roomId: t.scene.meetingOf(t.section).roomId ?? unknownId,
    }),
  },
  {
    name: 'moveMeeting',
    selection: 'meeting { id startsAt section { title } }',
    input: (t) => {
      const meetingId = meetingAt(t, -turn(t) - 1);
      const meeting = t.scene.school.school.meetings.find(({ id }) => id === meetingId);
      const endsAt = new Date(
        Date.parse(meeting?.endsAt ?? new Date().toISOString()) + 300_000,
      ).toISOString();
      return { meetingId, endsAt, expectedVersion: 1, ...key() };
    },
  },
  {
    name: 'enrollInSection',
    selection: 'sectionEnrollment { id student { id } section { title } }',
    makes: ({ sectionEnrollment }) => sectionEnrollment?.id,
    input: (t) => {
      const { people, ids } = t.scene.school.school;
      const offset = t.section === ids.section ? 17 : 3;
      const studentId = people[offset + turn(t)]?.id ?? unknownId;
      return { sectionId: t.section, studentId, ...{ from: day(20), to: day(25), ...key() } };
    },
  },
  {
    name: 'endSectionEnrollment',
    selection: 'sectionEnrollment { id to section { title } }',
    input: (t) => ({
      sectionEnrollmentId: madeOr(t, 'enrollInSection', enrollmentOf(t)),
      ...{ to: day(22), expectedVersion: 1, ...key() },
    }),
  },
  {
    name: 'submitRegister',
    selection: register,
    input: (t) => {
      const { school, ids } = t.scene.school;
      const families = [ids.child, ids.classmate, ids.sibling];
      const expected = school.sectionEnrollments.filter(({ sectionId }) => sectionId === t.section);
      const marks = expected.map(({ studentId }) => ({
        studentId,
        codeId: codeOf(t.scene.school, families.includes(studentId) ? 'ABSENT' : 'PRESENT'),
      }));
      return { registerId: rollOf(t), marks, expectedVersion: 0, ...key() };
    },
  },
  {
    name: 'correctMark',
    selection: register,
    input: (t) => ({
      registerId: rollOf(t),
      studentId:
        t.scene.school.school.sectionEnrollments.find((e) => e.sectionId === t.section)?.studentId ??
        unknownId,
      ...{ codeId: codeOf(t.scene.school, 'LATE'), minutesLate: 3, reason, expectedVersion: 1, ...key() },
    }),
  },
  {
    name: 'setNotificationPreferences',
    selection: 'preferences { choices { category channels } quietHours { from } version }',
    input: () => ({
      choices: [{ category: 'ATTENDANCE', channels: ['EMAIL', 'SMS'] }],
      ...{ quietHours: { from: '21:00', to: '07:00' }, expectedVersion: 0, ...key() },
    }),
  },
  {
    name: 'markNotificationRead',
    selection: 'notification { id body students { id } }',
    input: async ({ which, role, scene, made }) => {
      const whose =
        which === 'own' && role !== 'nobody' ? role : role === 'guardian' ? 'other-g' : 'guardian';
      if (which === 'none') return { notificationId: unknownId };
      if (whose === 'former') return { notificationId: made.get('notification former') };
      return { notificationId: (await inboxOf(scene.players[whose], 1))[0] };
    },
  },
];

function byNobody({ scene }: Try): Promise<Player> {
  return Promise.resolve(scene.players.nobody);
}

export function tryOf(scene: Scene, role: Role, which: Which, made: Map<string, string>): Try {
  return { ...castOf(scene.school.school, role, which), role, which, scene, made };
}
