import { createHash, randomUUID } from 'node:crypto';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import { roles, signsInAs } from './cast.ts';
import type { Command, Try } from './commands.ts';
import { inDatabase } from './scene.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/** The token of a link that a student was sent who cannot sign in yet: one for each role. */
async function sentLink({ scene: { school }, role }: Try): Promise<string> {
  const token = randomUUID();
  const { id, email } = school.school.people[16 + roles.indexOf(role)] ?? {};
  await inDatabase(school.databaseUrl, (client) =>
    client.query(
      `insert into users.password_link (id, person_id, email_hash, purpose, requested_at, token_hash, expires_at)
       values ($1, $2, $3, 'INVITATION', platform.now(), $4, platform.now() + interval '1 hour')`,
      [randomUUID(), id, hashOf(email ?? ''), hashOf(token)],
    ),
  );
  return token;
}

/** How people come by their passwords. */
export const passwordCommands: readonly Command[] = [
  {
    name: 'changePassword',
    selection: 'endedSessions',
    // To what it is: the second click of a change, which ends no sign-in that others here are made with.
    input: ({ which }) => ({
      currentPassword: 'a guess at the one before',
      newPassword: which === 'own' ? password : 'another guess at it',
    }),
  },
  {
    name: 'requestPasswordReset',
    selection: 'linkValidForMinutes',
    input: ({ which, role }) => {
      const who = role === 'nobody' ? 'strangerGuardian' : signsInAs[role];
      return { email: emailOf(which === 'none' ? `unknown-${role}` : who) };
    },
  },
  {
    name: 'setPassword',
    selection: 'endedSessions',
    input: async (t) => ({
      token: t.which === 'own' ? await sentLink(t) : 'nonsense',
      password: 'some words for a test of the school',
    }),
  },
  {
    name: 'invitePerson',
    selection: 'person { id name }',
    // The registry's own student is one who cannot sign in yet.
    input: ({ which, role, viewer, person, scene: { school } }) => {
      const { classmate, sibling } = school.ids;
      const own = ['office', 'admin'].includes(role) ? classmate : person;
      // Of the child an earlier command has made them a guardian.
      const other = role === 'other-g' ? sibling : person;
      const personId = { self: viewer, own, other, none: person }[which];
      return { personId, idempotencyKey: randomUUID() };
    },
  },
];
