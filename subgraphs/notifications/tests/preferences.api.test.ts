import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChannelRefused, ChannelUnconfirmed } from '@learnova/platform/channels';
import { newId } from '@learnova/platform/ids';
import { School } from './support/school.ts';

const fields = 'choices { category channels } quietHours { from to } version';
const read = `{ viewer: _entities(representations: [{ __typename: "Viewer", id: "ID" }]) { ... on Viewer { notificationPreferences { ${fields} } } } }`;
const set = `mutation ($input: SetNotificationPreferencesInput!) { setNotificationPreferences(input: $input) { preferences { ${fields} } } }`;

interface Preferences {
  choices: { category: string; channels: string[] }[];
  quietHours: { from: string; to: string } | null;
  version: number;
}

let school: School;
beforeAll(async () => {
  school = await School.open();
});
afterAll(() => school.close());

async function preferencesOf(person: string): Promise<Preferences | null> {
  const { viewer } = await school.subgraph
    .as(person)
    .data<{ viewer: [{ notificationPreferences: Preferences } | null] }>(read.replace('ID', person));
  return viewer[0]?.notificationPreferences ?? null;
}
const input = (channels: string[], more: object = {}) => ({
  ...{
    choices: [{ category: 'ATTENDANCE', channels }],
    quietHours: null,
    expectedVersion: 0,
    idempotencyKey: newId(),
  },
  ...more,
});
const choose = (person: string, channels: string[], more: object = {}) =>
  school.subgraph.as(person).data(set, { input: input(channels, more) });
const refusedFor = (person: string, wrong: object) => school.subgraph.as(person).code(set, { input: wrong });

/** A guardian with a number, and an absence of the child's that is decided and not sent. */
async function told(channels: string[] | null, phone: string | null = '+12025550143') {
  school.texted.length = 0;
  school.given.length = 0;
  school.smsChannel = async () => ({ providerId: 'sms-provider' });
  const [guardian, child] = [school.person('Grace Hopper'), school.person('Ada Hopper')];
  school.phones.set(guardian, phone);
  school.guards(guardian, child);
  if (channels) await choose(guardian, channels);
  await school.marked(school.lesson('03:30', child), [child]);
  await school.passGrace();
  return { guardian, child };
}

describe('Who has chosen nothing', () => {
  it('is sent mails and no text message, and sees that it is so', async () => {
    const { guardian } = await told(null);
    expect(await preferencesOf(guardian)).toEqual({
      choices: ['ATTENDANCE', 'FEES', 'LEAVE', 'FEEDBACK', 'COURSEWORK', 'RESULTS'].map((category) => ({
        category,
        channels: ['EMAIL'],
      })),
      quietHours: { from: '20:00', to: '08:00' },
      version: 0,
    });
    await school.deliver();
    expect([school.given.length, school.texted.length]).toEqual([1, 0]);
  });
});

describe('What a person chooses', () => {
  it('holds from then on: a text message, and no mail', async () => {
    const { guardian } = await told(['SMS']);
    await school.deliver();
    expect(school.given).toEqual([]);
    expect(school.texted).toMatchObject([{ to: '+12025550143', mayBeThereForMs: null }]);
    expect(await preferencesOf(guardian)).toMatchObject({
      choices: [{ channels: ['SMS'] }, ...Array(5).fill({ channels: ['EMAIL'] })],
      version: 1,
    });
  });

  it('may be both ways, each with a delivery of its own', async () => {
    const { guardian } = await told(['EMAIL', 'SMS']);
    await school.deliver();
    expect([school.given.length, school.texted.length]).toEqual([1, 1]);
    expect((await school.deliveriesTo(guardian)).map(({ state }) => state)).toEqual(['SENT', 'SENT']);
  });

  it('is set once under one key, and by an old version not at all', async () => {
    const guardian = school.person('Guardian');
    const same = input(['SMS']);
    await Promise.all([1, 2, 3].map(() => school.subgraph.as(guardian).data(set, { input: same })));
    expect(await preferencesOf(guardian)).toMatchObject({ version: 1 });
    expect(await refusedFor(guardian, input(['EMAIL']))).toBe('NOTIFICATIONS_CHANGED');
    await choose(guardian, ['EMAIL'], { expectedVersion: 1, quietHours: { from: '22:00', to: '06:30' } });
    expect(await preferencesOf(guardian)).toMatchObject({
      quietHours: { from: '22:00', to: '06:30' },
      version: 2,
    });
  });

  it('of two at once under keys of their own, one is refused by name', async () => {
    const guardian = school.person('Guardian');
    const both = await Promise.all(
      [input(['SMS']), input(['EMAIL'])].map((one) => refusedFor(guardian, one)),
    );
    expect(both.toSorted()).toEqual(['NOTIFICATIONS_CHANGED', 'NO_ERROR']);
  });

  it.each([
    ['NOTIFICATIONS_CHANNEL_NEEDED', input([])],
    ['BAD_USER_INPUT', input(['EMAIL'], { quietHours: { from: '24:00', to: '06:00' } })],
    ['BAD_USER_INPUT', input(['EMAIL'], { quietHours: { from: '06:00', to: '06:00' } })],
    [
      'BAD_USER_INPUT',
      { ...input([]), choices: [1, 2].map(() => ({ category: 'ATTENDANCE', channels: ['EMAIL'] })) },
    ],
  ])('is refused as %s where it makes no sense, and leaves nothing (%#)', async (code, wrong) => {
    const guardian = school.person('Guardian');
    expect(await refusedFor(guardian, { ...wrong, idempotencyKey: newId() })).toBe(code);
    expect(await preferencesOf(guardian)).toMatchObject({ version: 0 });
  });

  it("is nobody else's to see", async () => {
    const guardian = school.person('Guardian');
    await choose(guardian, ['SMS']);
    const neighbour = school.subgraph.as(school.person('Neighbour'));
    expect(await neighbour.code(read.replace('ID', guardian))).toBe('FORBIDDEN');
  });
});

describe('A text message', () => {
  it('names nobody, says of what it is, and is one segment', async () => {
    const { guardian } = await told(['SMS']);
    await school.deliver();
    const [{ text = '', reference = '' } = {}] = school.texted;
    expect(text).not.toMatch(/Hopper|Ada|Grace|555/);
    expect(text).toContain('Absence on Thursday 12 March 2026');
    expect(text).toContain(reference);
    expect(text.length).toBeLessThanOrEqual(160);
    expect(await school.deliveriesTo(guardian)).toEqual([{ state: 'SENT', steps: ['STARTED', 'ACCEPTED'] }]);
  });

  it('to who has no number has failed and is not tried again; what has to be sent goes by mail instead, once', async () => {
    const { guardian } = await told(['SMS'], null);
    await school.deliver();
    await school.deliver();
    await school.deliver();
    expect(await school.deliveriesTo(guardian)).toEqual([
      { state: 'FAILED', steps: ['UNREACHABLE'] },
      { state: 'SENT', steps: ['STARTED', 'ACCEPTED'] },
    ]);
    expect(school.mailsTo(guardian)).toHaveLength(1);
  });

  it('that failed is not sent by mail besides where the mail is chosen too', async () => {
    const { guardian } = await told(['EMAIL', 'SMS'], null);
    for (let n = 0; n < 3; n += 1) await school.deliver();
    expect((await school.deliveriesTo(guardian)).map(({ state }) => state).toSorted()).toEqual([
      'FAILED',
      'SENT',
    ]);
  });

  it('whose answer was lost is looked for from then on, by the reference of the same delivery', async () => {
    const { guardian } = await told(['SMS']);
    school.smsChannel = () => Promise.reject(new ChannelUnconfirmed('lost'));
    await school.deliver();
    school.smsChannel = () => Promise.reject(new Error('it is not listed yet'));
    await school.subgraph.advance(2_000);
    await school.deliver();
    school.smsChannel = async () => ({ providerId: 'sms-provider' });
    await school.subgraph.advance(5_000);
    await school.deliver();
    const [first, second, third] = school.texted.map(({ mayBeThereForMs }) => mayBeThereForMs);
    expect(first).toBeNull();
    expect(second).toBeGreaterThanOrEqual(2_000);
    // What was only looked for does not count as sent: the time runs from the attempt that may have been.
    expect(third).toBeGreaterThanOrEqual(7_000);
    expect(new Set(school.texted.map(({ reference }) => reference)).size).toBe(1);
    expect(await school.deliveriesTo(guardian)).toEqual([
      { state: 'SENT', steps: ['STARTED', 'UNCONFIRMED', 'STARTED', 'UNAVAILABLE', 'STARTED', 'ACCEPTED'] },
    ]);
  });

  it('that the provider refuses has failed', async () => {
    const { guardian } = await told(['SMS']);
    school.smsChannel = () => Promise.reject(new ChannelRefused('refused'));
    await school.deliver();
    expect(await school.deliveriesTo(guardian)).toMatchObject([
      { state: 'FAILED', steps: ['STARTED', 'REFUSED'] },
      { state: 'PENDING' },
    ]);
  });
});
