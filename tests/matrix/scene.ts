import { randomUUID } from 'node:crypto';
import type { Logger } from '@learnova/platform/log';
import type { TestProfile } from '@learnova/platform/testing/profiles';
import type { SchoolFeedbackItem, SchoolMeeting } from '@learnova/schema/school';
import { decodeJwt } from 'jose';
import { Client } from 'pg';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { Visitor } from '../../scripts/story/client.ts';
import { TestSchool } from '../kit/school.ts';
import { type Role, roles, signsInAs, unknownId } from './cast.ts';
import { openEvaluations } from './scene.evaluation.ts';
import { askForLeave } from './scene.leave.ts';
import { publishResults } from './scene.results.ts';

/** Somebody at the gateway, and the bearer to try at other doors. */
export interface Player {
  readonly visitor: Visitor;
  readonly token: string | null;
}

/** The small school as a day in it needs it, in one process or in many. */
export type Ground = Pick<TestSchool, 'ids' | 'school' | 'databaseUrl' | 'advance'>;

/** The small school with everybody signed in, one of each role. */
export interface Scene<S extends Ground = TestSchool> {
  readonly school: S;
  readonly players: Readonly<Record<Role, Player>>;
  /** The latest meeting of a section that has begun: the one whose register is taken. */
  meetingOf(sectionId: string): SchoolMeeting;
  /** The section that a student is enrolled in. */
  sectionOf(studentId: string): string;
}

/** What the office writes for the staff alone. */
export const reason = 'Seen on the stairs [[reason:correction]]';

export async function openScene(
  profile: TestProfile,
  environment: Record<string, string> = {},
  log?: Logger,
): Promise<Scene> {
  const school = await TestSchool.open(profile, environment, log);
  return sceneIn(school, school.system.url);
}

/** Everybody signs in at the gateway. */
export async function sceneIn<S extends Ground>(school: S, url: string): Promise<Scene<S>> {
  const players = await Promise.all(roles.map(async (role) => [role, await signIn(url, role)] as const));
  const begun = new Date(Date.now() + (await awayFromMidnight(school))).toISOString();
  return {
    school,
    players: Object.fromEntries(players) as Scene['players'],
    meetingOf: (sectionId) => {
      const { meetings } = school.school;
      const past = meetings.filter((m) => m.sectionId === sectionId && m.startsAt <= begun);
      return past.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt)).at(-1) ?? noMeeting(begun);
    },
    sectionOf: (studentId) =>
      school.school.sectionEnrollments.find((e) => e.studentId === studentId)?.sectionId ?? unknownId,
  };
}

/** A day must not end while it is played: near midnight the school's clock is moved on. @returns by how many milliseconds */
async function awayFromMidnight(school: Ground): Promise<number> {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Vienna', timeStyle: 'short' });
  const now = time.format(new Date());
  if (now < '23:45' && now > '00:02') return 0;
  const ms = 20 * 60_000;
  await school.advance(ms);
  return ms;
}

export async function signIn(url: string, role: Role): Promise<Player> {
  const nobody = new Visitor(url);
  if (role === 'nobody') return { visitor: nobody, token: null };
  const { signIn: tokens } = await nobody.data<{ signIn: { accessToken: string } }>(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { email: emailOf(signsInAs[role]), password } },
  );
  return { visitor: new Visitor(url, tokens.accessToken), token: tokens.accessToken };
}

function noMeeting(now: string): SchoolMeeting {
  const never = { startsAt: now, endsAt: now, date: now.slice(0, 10) };
  return { id: unknownId, sectionId: unknownId, roomId: null, ...never };
}

/** One student of each family is absent, and everybody else there. */
export async function takeRegisters({ school, players, meetingOf }: Scene<Ground>): Promise<void> {
  const { ids } = school;
  const absent = [ids.child, ids.classmate, ids.sibling, ids.stranger];
  const lessons = [
    [players.teacher, ids.section],
    [players.colleague, ids.otherSection],
    [players.stranger, ids.strangerSection],
  ] as const;
  for (const [teacher, sectionId] of lessons) {
    const marks = school.school.sectionEnrollments
      .filter((enrollment) => enrollment.sectionId === sectionId)
      .map(({ studentId }) => ({
        studentId,
        codeId: codeOf(school, absent.includes(studentId) ? 'ABSENT' : 'PRESENT'),
      }));
    await teacher.visitor.data(
      'mutation ($input: SubmitRegisterInput!) { submitRegister(input: $input) { register { id } } }',
      {
        input: {
          registerId: meetingOf(sectionId).id,
          marks,
          expectedVersion: 0,
          idempotencyKey: randomUUID(),
        },
      },
    );
  }
}

/** All four came late after all: for a reason that is the staff's alone. */
export async function correctMarks({ school, players, meetingOf, sectionOf }: Scene<Ground>): Promise<void> {
  const { ids } = school;
  const versions = new Map<string, number>();
  for (const studentId of [ids.child, ids.classmate, ids.sibling, ids.stranger]) {
    const registerId = meetingOf(sectionOf(studentId)).id;
    const expectedVersion = versions.get(registerId) ?? 1;
    versions.set(registerId, expectedVersion + 1);
    const late = { codeId: codeOf(school, 'LATE'), minutesLate: 5, reason };
    await players.admin.visitor.data(
      'mutation ($input: CorrectMarkInput!) { correctMark(input: $input) { register { id } } }',
      { input: { registerId, studentId, ...late, expectedVersion, idempotencyKey: randomUUID() } },
    );
  }
}

/** A guardian of each family pays something, and the bursar records it. */
export async function payFees({ school, players }: Scene<Ground>): Promise<void> {
  const { ids, school: all } = school;
  const families = [
    [ids.guardian, ids.child],
    [ids.otherGuardian, ids.classmate],
  ] as const;
  for (const [payerId, studentId] of families) {
    const invoiceId = all.finance.invoices.find((invoice) => invoice.studentId === studentId)?.id;
    await players.bursar.visitor.data(
      'mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { payment { id } } }',
      {
        input: {
          ...{ payerId, organizationId: ids.school, method: 'CASH', receivedOn: '2026-01-05' },
          ...{ amount: { amountMinor: 10, currency: 'EUR' }, allocations: [{ invoiceId, amountMinor: 10 }] },
          idempotencyKey: randomUUID(),
        },
      },
    );
  }
}

/** Whoever told the school something adds a word to it; of those who do not sign in, the administrator answers. */
export async function addToFeedback({ school, players }: Scene<Ground>): Promise<void> {
  const signedIn = new Map(
    Object.values(players).flatMap(({ visitor, token }) =>
      token === null ? [] : [[String(decodeJwt(token).sub), visitor] as const],
    ),
  );
  const add = async ({ id: feedbackItemId, authorId, replies }: SchoolFeedbackItem) => {
    const [mark = ''] = /\[\[.*?\]\]/.exec(replies[0]?.body ?? '') ?? [];
    await (signedIn.get(authorId) ?? players.admin.visitor).data(
      'mutation ($input: ReplyToFeedbackInput!) { replyToFeedback(input: $input) { feedbackItem { id } } }',
      {
        input: {
          feedbackItemId,
          body: `Still so. ${mark}`,
          expectedVersion: 2,
          idempotencyKey: randomUUID(),
        },
      },
    );
  };
  await Promise.all(school.school.feedback.items.map(add));
}

export function codeOf(school: Ground, category: string): string {
  const code = school.school.attendanceCodes.find((c) => c.category === category && !c.officeOnly);
  if (!code) throw new Error(`the small school has no code for ${category}`);
  return code.id;
}

interface Inbox {
  readonly viewer: { readonly inbox: { readonly nodes: readonly { readonly id: string }[] } };
}

/** Waits until a guardian was told so many things; answers their ids. */
export async function inboxOf({ visitor }: Player, count: number): Promise<string[]> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { viewer } = await visitor.data<Inbox>('{ viewer { inbox { nodes { id } } } }');
    if (viewer.inbox.nodes.length >= count) return viewer.inbox.nodes.map(({ id }) => id);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nobody was told ${count} things`);
}

/** All of each school are told something. */
export async function announce({ school, players }: Scene<Ground>): Promise<void> {
  const { ids } = school;
  const schools = [
    [ids.school, '[[announcement:school]]'],
    [ids.otherSchool, '[[announcement:other-school]]'],
  ] as const;
  for (const [organizationId, mark] of schools) {
    await players.admin.visitor.data(
      'mutation ($input: PublishAnnouncementInput!) { publishAnnouncement(input: $input) { announcement { id } } }',
      {
        input: {
          ...{ organizationId, audience: ['STUDENTS', 'GUARDIANS', 'STAFF'], idempotencyKey: randomUUID() },
          ...{ title: `Snow ${mark}`, body: `School ends at noon ${mark}` },
        },
      },
    );
  }
}

/** Who may decide upon the leave that is asked for on that day, and is told of it. */
export const deciders = [
  'teacher',
  'colleague',
  'office',
  'admin',
  'stranger',
] as const satisfies readonly Role[];

/** A day on which each field has a value that could leak. */
export async function playDay(scene: Scene<Ground>): Promise<void> {
  const { players } = scene;
  await askForTexts(players.guardian);
  await takeRegisters(scene);
  const families = [players.guardian, players['other-g']];
  for (const guardian of families) await inboxOf(guardian, 1);
  await correctMarks(scene);
  await payFees(scene);
  await askForLeave(scene);
  for (const role of deciders) await inboxOf(players[role], 1);
  await announce(scene);
  await addToFeedback(scene);
  await openEvaluations(scene);
  await publishResults(scene);
  for (const guardian of families) {
    const [notificationId] = await inboxOf(guardian, 2);
    await guardian.visitor.data(
      'mutation ($input: MarkNotificationReadInput!) { markNotificationRead(input: $input) { notification { id } } }',
      { input: { notificationId } },
    );
  }
  await tellFormer(scene);
}

/** From then on a guardian is told by text message besides. */
async function askForTexts({ visitor }: Player): Promise<void> {
  const choices = [{ category: 'ATTENDANCE', channels: ['EMAIL', 'SMS'] }];
  await visitor.data(
    'mutation ($input: SetNotificationPreferencesInput!) { setNotificationPreferences(input: $input) { preferences { version } } }',
    {
      input: {
        choices,
        quietHours: { from: '22:00', to: '06:00' },
        ...{ expectedVersion: 0, idempotencyKey: randomUUID() },
      },
    },
  );
}

/** The former guardian was told of an absence while still a guardian. @returns the notification's id */
export async function tellFormer({ school }: Scene<Ground>): Promise<string> {
  const { rows } = await inDatabase(school.databaseUrl, (client) =>
    client.query<{ id: string }>(
      `insert into notifications.notification (id, person_id, notice_id, kind, date, statements, created_at, version)
       select gen_random_uuid(), $1, notice_id, kind, date, statements, created_at, 1
       from notifications.notification where person_id = $2 and kind = 'ABSENCE' limit 1 returning id`,
      [school.ids.formerGuardian, school.ids.guardian],
    ),
  );
  return rows[0]?.id ?? unknownId;
}

export async function inDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
