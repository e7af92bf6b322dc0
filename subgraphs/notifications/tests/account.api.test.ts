import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import { PasswordChanged, PasswordLinkAsked } from '@learnova/schema/events/users';
import { Delivery } from '../src/delivery/delivery.entity.ts';
import { School } from './support/school.ts';

let school: School;
let ada = '';
beforeAll(async () => {
  school = await School.open();
});
afterAll(() => school.close());
beforeEach(() => {
  school.given.length = 0;
  school.channel = async () => ({ providerId: 'provider' });
  ada = school.person(`Ada ${newId()}`);
});

/** Somebody asks for a link; answers what hears it, once or again. */
function asked(personId: string, purpose: 'RESET' | 'INVITATION' = 'RESET') {
  const [id, passwordLinkId] = [newId(), newId()];
  school.links.set(passwordLinkId, { personId, purpose, minted: [] });
  const event = { id, aggregateId: passwordLinkId, payload: { passwordLinkId } };
  const hear = () => school.subgraph.react('notifications.hear-password-link', PasswordLinkAsked, event);
  return { passwordLinkId, hear, link: school.links.get(passwordLinkId) };
}
const inboxOf = async (person: string) => {
  const { viewer } = await school.subgraph.as(person).data<{
    viewer: { inbox: { nodes: unknown[] } }[];
  }>(
    `query ($id: UUID!) { viewer: _entities(representations: [{ __typename: "Viewer", id: $id }]) {
      ... on Viewer { inbox { nodes { kind title body students { id } } } }
    } }`,
    { id: person },
  );
  return viewer[0]?.inbox.nodes;
};

it('who has forgotten the password is sent one mail with the link, and their inbox says that it was asked for', async () => {
  const { hear, link } = asked(ada);
  await hear();
  await hear();
  await school.deliver();
  const [mail, ...more] = school.mailsTo(ada);
  expect(more).toEqual([]);
  const token = link?.minted[0] ?? '';
  expect(mail).toMatchObject({ subject: 'A link to set a new password', secret: token });
  expect(mail?.text).toContain(`within 30 minutes:\n\nhttps://school.example/-/frontend/password#${token}\n`);
  const [entry] = (await inboxOf(ada)) ?? [];
  expect(entry).toMatchObject({
    kind: 'PASSWORD_RESET',
    title: 'A link to set a new password',
    students: [],
  });
  expect(JSON.stringify(entry)).not.toContain(token);
});

it('an invitation says what the name of the sign-in is, and holds for a week', async () => {
  await asked(ada, 'INVITATION').hear();
  await school.deliver();
  expect(school.mailsTo(ada)[0]).toMatchObject({ subject: 'Choose a password for your sign-in' });
  expect(school.mailsTo(ada)[0]?.text).toContain('Its name is the address that this mail came to.');
  expect(school.mailsTo(ada)[0]?.text).toContain('within 7 days:');
});

it('a link for an e-mail of nobody leads to no mail and no entry', async () => {
  const { hear, passwordLinkId } = asked(ada);
  school.links.delete(passwordLinkId);
  await hear();
  await school.deliver();
  expect([school.given, await inboxOf(ada)]).toEqual([[], []]);
});

it('a link that is not wanted any more when the mail is to be sent is not sent', async () => {
  const { hear, passwordLinkId, link } = asked(ada);
  await hear();
  school.links.delete(passwordLinkId);
  await school.deliver();
  expect([school.given, link?.minted]).toEqual([[], []]);
  expect(await school.deliveriesTo(ada)).toMatchObject([{ state: 'CANCELLED' }]);
});

it('each attempt to send it has a link of its own', async () => {
  const { hear, link } = asked(ada);
  await hear();
  school.channel = () => Promise.reject(new Error('down'));
  await school.deliver();
  school.channel = async () => ({ providerId: 'provider' });
  await school.deliver();
  expect(link?.minted).toHaveLength(2);
  expect(school.given.map(({ secret }) => secret)).toEqual(link?.minted);
});

it('a person is told that their password is another one, and nobody can choose not to be', async () => {
  const set = `mutation ($input: SetNotificationPreferencesInput!) {
    setNotificationPreferences(input: $input) { preferences { choices { category } } }
  }`;
  const matters = ['FEES', 'LEAVE', 'FEEDBACK', 'COURSEWORK', 'RESULTS'];
  const choices = [
    { category: 'ATTENDANCE', channels: ['SMS'] },
    ...matters.map((category) => ({ category, channels: [] })),
  ];
  const input = { choices, quietHours: null, expectedVersion: 0, idempotencyKey: newId() };
  await school.subgraph.as(ada).data(set, { input });
  const event = { id: newId(), aggregateId: ada, version: 2, payload: { personId: ada } };
  const hear = () => school.subgraph.react('notifications.hear-password-changed', PasswordChanged, event);
  await hear();
  await hear();
  await school.deliver();
  expect(school.mailsTo(ada)).toHaveLength(1);
  expect(school.mailsTo(ada)[0]?.text).toContain('If it was not you, tell the school office at once.');
  expect(await inboxOf(ada)).toMatchObject([{ kind: 'PASSWORD_CHANGED' }]);
  const { em } = school.subgraph.request();
  expect(
    await em.count(Delivery, {
      channel: 'SMS',
      notificationId: { $in: (await school.inbox(ada)).map(({ id }) => id) },
    }),
  ).toBe(0);
});

it('no row of notifications, no order and no event holds a token', async () => {
  const { hear, link } = asked(ada);
  await hear();
  await school.deliver();
  const { em } = school.subgraph.request();
  const tables = [
    'notification',
    'delivery',
    'delivery_attempt',
    'outbox_message',
    'audit_entry',
    'recorded_mail',
  ];
  for (const table of tables) {
    const rows = JSON.stringify(await em.execute(`select * from ${table}`));
    expect([table, rows.includes(link?.minted[0] ?? '')]).toEqual([table, false]);
  }
});
