import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ChannelRefused, ChannelUnconfirmed } from '@learnova/platform/channels';
import { newId } from '@learnova/platform/ids';
import { sendgridEvents } from '../src/report/callback.routes.ts';
import { School } from './support/school.ts';

const token = 'of a test';
const publicUrl = 'https://school.example';
const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const sid = () => `SM${newId().replaceAll('-', '')}`;

let school: School;
let [guardian, child] = ['', ''];
beforeAll(async () => {
  school = await School.open({
    TWILIO_AUTH_TOKEN: token,
    PUBLIC_URL: publicUrl,
    SENDGRID_WEBHOOK_KEY: keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  });
});
afterAll(() => school.close());

const set =
  'mutation ($input: SetNotificationPreferencesInput!) { setNotificationPreferences(input: $input) { preferences { version } } }';
/** A guardian who hears by mail and text message, of an absence that is decided and not sent. */
beforeEach(async () => {
  for (const sent of [school.given, school.texted]) sent.length = 0;
  school.channel = async () => ({ providerId: 'mail' });
  school.smsChannel = async () => ({ providerId: 'sms' });
  guardian = school.person('Guardian', `${newId()}@example.test`);
  child = school.person('Child');
  school.phones.set(guardian, `+1202${String(Date.now()).slice(-7)}`);
  school.guards(guardian, child);
  const choices = [{ category: 'ATTENDANCE', channels: ['EMAIL', 'SMS'] }];
  const input = { choices, quietHours: null, expectedVersion: 0, idempotencyKey: newId() };
  await school.subgraph.as(guardian).data(set, { input });
  await absent();
});
async function absent(hour = '03:30'): Promise<void> {
  await school.marked(school.lesson(hour, child), [child]);
  await school.passGrace();
}

async function status(): Promise<Record<string, string>> {
  const { _entities } = await school.subgraph.as(guardian).data<{
    _entities: [{ inbox: { nodes: { deliveries: { channel: string; status: string }[] }[] } }];
  }>(
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Viewer { inbox { nodes { deliveries { channel status } } } } } }',
    { r: [{ __typename: 'Viewer', id: guardian }] },
  );
  const [newest] = _entities[0].inbox.nodes;
  return Object.fromEntries(newest?.deliveries.map(({ channel, status }) => [channel, status]) ?? []);
}
const reports = async () => {
  const { em } = school.subgraph.request();
  const [row] = await em.execute<{ count: string }[]>('select count(*) from delivery_report');
  return Number(row?.count);
};

type Parts = { body: string; headers?: Record<string, string>; query?: Record<string, string> };
async function post(path: string, { body, headers = {}, query = {} }: Parts): Promise<number | string> {
  const call = { params: {}, query, headers, body: new Uint8Array(Buffer.from(body)) };
  return school.subgraph.running.route('public', 'POST', path, call, newId()).then(
    (answer) => answer.status,
    (error: { code: string }) => error.code,
  );
}
/** As Twilio signs: the address, then each name and value, by name. */
function twilio(
  deliveryId: string,
  params: Record<string, string>,
  by = token,
  at = publicUrl,
): Promise<number | string> {
  const url = `${at}/-/notifications/twilio/status?delivery=${deliveryId}`;
  const signed =
    url +
    Object.keys(params)
      .toSorted()
      .map((name) => name + params[name])
      .join('');
  const signature = createHmac('sha1', by).update(signed).digest('base64');
  const body = new URLSearchParams(params).toString();
  return post('twilio/status', {
    body,
    query: { delivery: deliveryId },
    headers: { 'x-twilio-signature': signature },
  });
}
async function sendgrid(
  events: unknown,
  more: { key?: typeof keys; age?: number; sent?: string } = {},
): Promise<number | string> {
  const now = await school.subgraph.request().now();
  const timestamp = String(Math.floor(now.getTime() / 1_000) - (more.age ?? 0));
  const body = JSON.stringify(events);
  const signature = sign('sha256', Buffer.from(timestamp + body), (more.key ?? keys).privateKey).toString(
    'base64',
  );
  return post('sendgrid/events', {
    body: more.sent ?? body,
    headers: {
      'x-twilio-email-event-webhook-signature': signature,
      'x-twilio-email-event-webhook-timestamp': timestamp,
    },
  });
}
const mailed = (event: string, sg_event_id = newId()) => ({
  ...{ event, sg_event_id, delivery_id: school.given.at(-1)?.deliveryId, email: 'a@example.test' },
});
const texted = () => school.texted.at(-1)?.deliveryId ?? '';

describe('What a provider tells', () => {
  it('is shown to who was told: from sent to delivered, for each way by itself', async () => {
    expect(await status()).toEqual({ EMAIL: 'WAITING', SMS: 'WAITING' });
    await school.deliver();
    expect(await status()).toEqual({ EMAIL: 'SENT', SMS: 'SENT' });
    expect(await twilio(texted(), { MessageSid: sid(), MessageStatus: 'delivered' })).toBe(204);
    expect(await sendgrid([mailed('processed'), mailed('bounce')])).toBe(204);
    expect(await status()).toEqual({ EMAIL: 'UNDELIVERED', SMS: 'DELIVERED' });
  });

  it('that comes twice, and twice at once, is kept once; and what comes too late takes nothing back', async () => {
    await school.deliver();
    const before = await reports();
    const said = { MessageSid: sid(), MessageStatus: 'delivered' };
    const event = mailed('delivered');
    await Promise.all([1, 2, 3].map(() => twilio(texted(), said)));
    await Promise.all([1, 2, 3].map(() => sendgrid([event, event])));
    await twilio(texted(), { ...said, MessageStatus: 'sent' });
    expect((await reports()) - before).toBe(3);
    expect(await status()).toEqual({ EMAIL: 'DELIVERED', SMS: 'DELIVERED' });
  });

  it('makes sure what was not: a message whose answer was lost is there, and is not sent again', async () => {
    school.smsChannel = () => Promise.reject(new ChannelUnconfirmed('lost'));
    await school.deliver();
    expect(await status()).toMatchObject({ SMS: 'UNCONFIRMED' });
    await twilio(texted(), { MessageSid: sid(), MessageStatus: 'sent' });
    expect(await status()).toMatchObject({ SMS: 'SENT' });
    await school.deliver();
    expect(school.texted).toHaveLength(1);
    expect((await school.deliveriesTo(guardian)).map(({ state }) => state)).toEqual(['SENT', 'SENT']);
  });

  it('of an address at which nothing arrives ends the messages to it, until it is another one', async () => {
    await school.deliver();
    await sendgrid([{ ...mailed('bounce'), type: 'bounce' }]);
    await twilio(texted(), { MessageSid: sid(), MessageStatus: 'undelivered', ErrorCode: '30006' });
    for (const sent of [school.given, school.texted]) sent.length = 0;
    await correct();
    expect([school.given, school.texted]).toEqual([[], []]);
    expect(await status()).toEqual({ EMAIL: 'FAILED', SMS: 'FAILED' });
    school.emails.set(guardian, `${newId()}@example.test`);
    school.phones.set(guardian, '+12025550199');
    await correct([child]);
    expect(await status()).toEqual({ EMAIL: 'SENT', SMS: 'SENT' });
  });

  it('of an address holds until its owner says anew how messages are to come, and then again', async () => {
    const bounced = async () => sendgrid([{ ...mailed('bounce'), type: 'bounce' }]);
    await school.deliver();
    await bounced();
    await correct();
    expect(await status()).toMatchObject({ EMAIL: 'FAILED' });
    await school.subgraph.advance(1_000);
    const choices = [{ category: 'ATTENDANCE', channels: ['EMAIL'] }];
    const input = { choices, quietHours: null, expectedVersion: 1, idempotencyKey: newId() };
    await school.subgraph.as(guardian).data(set, { input });
    await correct([child]);
    expect(await status()).toEqual({ EMAIL: 'SENT' });
    await school.subgraph.advance(1_000);
    await bounced();
    await correct();
    expect(await status()).toEqual({ EMAIL: 'FAILED' });
  });

  it('when it refuses a number whose owner has sent STOP is as good as a report', async () => {
    school.smsChannel = () => Promise.reject(new ChannelRefused('stop', 'OPTED_OUT'));
    await school.deliver();
    expect(await status()).toMatchObject({ SMS: 'DECLINED' });
    school.texted.length = 0;
    await correct();
    expect(school.texted).toEqual([]);
  });

  /** Attendance corrects the register of the day, and that is sent. */
  async function correct(still: readonly string[] = []): Promise<void> {
    const register = [...school.registers.values()].at(-1);
    if (register) await school.marked(register, still);
    await school.deliver();
  }
});

describe('What nobody has signed', () => {
  it('is refused and leaves nothing: without a signature, by another key, of other bytes, for another delivery, too old', async () => {
    await school.deliver();
    const before = await reports();
    const said = { MessageSid: sid(), MessageStatus: 'delivered' };
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const body = new URLSearchParams(said).toString();
    const signature = createHmac('sha1', token)
      .update(
        `${publicUrl}/-/notifications/twilio/status?delivery=${newId()}MessageSid${said.MessageSid}MessageStatusdelivered`,
      )
      .digest('base64');
    const tries = [
      post('twilio/status', { body, query: { delivery: texted() } }),
      post('twilio/status', {
        body,
        query: { delivery: texted() },
        headers: { 'x-twilio-signature': signature },
      }),
      post('twilio/status', { body: 'x'.repeat(100_000), headers: { 'x-twilio-signature': signature } }),
      twilio(texted(), said, 'another token'),
      twilio(texted(), said, token, 'https://elsewhere.example'),
      post('sendgrid/events', { body: JSON.stringify([mailed('delivered')]) }),
      sendgrid([mailed('delivered')], { key: other }),
      sendgrid([mailed('delivered')], { sent: JSON.stringify([mailed('bounce')]) }),
      sendgrid([mailed('delivered')], { age: 4 * 86_400 }),
      sendgrid([mailed('delivered')], { age: -3_600 }),
    ];
    expect(await Promise.all(tries)).toEqual(tries.map(() => 'FORBIDDEN'));
    expect(await reports()).toBe(before);
    expect(await status()).toEqual({ EMAIL: 'SENT', SMS: 'SENT' });
  });

  it('and what is signed and is no report is refused by another name, or left alone where it is of no delivery here', async () => {
    await school.deliver();
    const before = await reports();
    expect(await sendgrid({ event: 'delivered' })).toBe('BAD_USER_INPUT');
    expect(await sendgrid([])).toBe(204);
    expect(
      await sendgrid([
        { ...mailed('delivered'), delivery_id: newId() },
        { event: 'open', sg_event_id: 'x' },
      ]),
    ).toBe(204);
    expect(await twilio(texted(), { MessageSid: sid(), MessageStatus: 'lost' })).toBe('BAD_USER_INPUT');
    expect(await twilio(newId(), { MessageSid: sid(), MessageStatus: 'sent' })).toBe(204);
    expect(await twilio('nonsense', { MessageSid: sid(), MessageStatus: 'sent' })).toBe('FORBIDDEN');
    expect(await reports()).toBe(before);
  });

  it('of a batch as large as SendGrid makes them keeps each event, for which the gateway has room', async () => {
    await school.deliver();
    const before = await reports();
    // As long as events are that name a browser and a mail server.
    const events = Array.from({ length: 1_800 }, () => ({
      ...mailed('processed'),
      response: 'x'.repeat(300),
    }));
    const bytes = JSON.stringify(events).length;
    expect(bytes).toBeGreaterThan(768 * 1024);
    expect(bytes).toBeLessThan(sendgridEvents.bodyBytes ?? 0);
    expect(await Promise.all([sendgrid(events), sendgrid(events)])).toEqual([204, 204]);
    expect((await reports()) - before).toBe(1_800);
  });

  it('costs as many statements for five hundred events as for five', async () => {
    await school.deliver();
    const cost = async (count: number) => {
      const before = school.subgraph.statements.length;
      expect(await sendgrid(Array.from({ length: count }, () => mailed('delivered')))).toBe(204);
      return school.subgraph.statements.length - before;
    };
    expect(await cost(500)).toBeLessThanOrEqual((await cost(5)) + 3);
  });
});

it('where no key is known there is no such door', async () => {
  const bare = await School.open();
  try {
    for (const path of ['twilio/status', 'sendgrid/events']) {
      const call = { params: {}, query: {}, headers: {}, body: new Uint8Array() };
      const answer = bare.subgraph.running.route('public', 'POST', path, call, newId());
      await expect(answer).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  } finally {
    await bare.close();
  }
});
