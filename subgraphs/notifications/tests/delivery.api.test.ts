import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { ChannelRefused, ChannelUnconfirmed } from '@learnova/platform/channels';
import { SendDelivery } from '@learnova/schema/jobs/notifications';
import { DeliveryAttempt } from '../src/delivery/delivery-attempt.entity.ts';
import { School } from './support/school.ts';

let school: School;
let [father, ada] = ['', ''];
beforeAll(async () => {
  school = await School.open();
});
afterAll(() => school.close());

/** A message is decided and stored, and nothing has been sent. */
beforeEach(async () => {
  school.given.length = 0;
  school.channel = async () => ({ providerId: 'provider' });
  [father, ada] = [school.person('Father Lovelace'), school.person('Ada Lovelace')];
  school.guards(father, ada);
  await school.marked(school.lesson('03:30', ada), [ada]);
  await school.passGrace();
});

const fails = (error: Error) => {
  school.channel = () => Promise.reject(error);
};
const told = async () => {
  const events = await school.subgraph
    .request()
    .reads<{ outbox_message: { id: string; name: string; payload: { notificationId?: string } } }>()
    .selectFrom('outbox_message')
    .select(['name', 'payload'])
    .orderBy('id')
    .execute();
  const [notification] = await school.inbox(father);
  return events
    .filter((event) => event.payload.notificationId === notification?.id)
    .map((event) => event.name);
};

it('a message stands stored with its notification before anything is sent', async () => {
  expect(await school.deliveriesTo(father)).toEqual([{ state: 'PENDING', steps: [] }]);
  expect(school.given).toEqual([]);
});

it('an attempt stands stored when the provider is called, and its outcome afterwards', async () => {
  let seen: unknown;
  school.channel = async () => {
    seen = await school.deliveriesTo(father);
    return { providerId: 'provider' };
  };
  await school.deliver();
  expect(seen).toEqual([{ state: 'SENDING', steps: ['STARTED'] }]);
  expect(await school.deliveriesTo(father)).toEqual([{ state: 'SENT', steps: ['STARTED', 'ACCEPTED'] }]);
  expect(await told()).toEqual(['notifications.queued', 'notifications.delivered']);
});

it('the outcome of an attempt bears the time at which the provider answered', async () => {
  school.channel = async () => {
    await school.subgraph.advance(5_000);
    return { providerId: 'provider' };
  };
  await school.deliver();
  const { em } = school.subgraph.request();
  const steps = await em.find(DeliveryAttempt, {}, { orderBy: { id: 'desc' }, limit: 2 });
  const [accepted, started] = steps.map(({ at }) => at.getTime());
  expect(steps.map(({ step }) => step)).toEqual(['ACCEPTED', 'STARTED']);
  expect(Number(accepted) - Number(started)).toBeGreaterThanOrEqual(5_000);
});

it('a message whose answer was lost stands as unconfirmed and is sent again under the same delivery id', async () => {
  fails(new ChannelUnconfirmed('lost'));
  await school.deliver();
  expect(await school.deliveriesTo(father)).toMatchObject([{ state: 'UNCONFIRMED' }]);
  school.channel = async () => ({ providerId: 'provider' });
  await school.deliver();
  expect(await school.deliveriesTo(father)).toEqual([
    { state: 'SENT', steps: ['STARTED', 'UNCONFIRMED', 'STARTED', 'ACCEPTED'] },
  ]);
  expect(new Set(school.given.map((message) => message.deliveryId)).size).toBe(1);
  expect(school.given).toHaveLength(2);
});

it('a message whose answer was lost each time stands as unconfirmed, and nobody calls it failed', async () => {
  fails(new ChannelUnconfirmed('lost'));
  await school.deliver();
  await school.deliver({ lastAttempt: true });
  expect(await school.deliveriesTo(father)).toMatchObject([{ state: 'UNCONFIRMED' }]);
  expect(await told()).not.toContain('notifications.failed');
});

it('a message that the provider refuses for good has failed, and is not tried again', async () => {
  fails(new ChannelRefused('no such address'));
  await school.deliver();
  await school.deliver();
  expect(await school.deliveriesTo(father)).toEqual([{ state: 'FAILED', steps: ['STARTED', 'REFUSED'] }]);
  expect(await told()).toEqual(['notifications.queued', 'notifications.failed']);
});

it('a provider that is down is tried until the last attempt; then the message has failed', async () => {
  fails(new Error('down'));
  await school.deliver();
  expect(await school.deliveriesTo(father)).toMatchObject([{ state: 'PENDING' }]);
  await school.deliver({ lastAttempt: true });
  expect(await school.deliveriesTo(father)).toMatchObject([{ state: 'FAILED' }]);
  expect(await told()).toEqual(['notifications.queued', 'notifications.failed']);
});

it('a failed message is sent when somebody replays its order', async () => {
  fails(new Error('down'));
  await school.deliver({ lastAttempt: true });
  school.channel = async () => ({ providerId: 'provider' });
  await school.deliver();
  expect(await school.deliveriesTo(father)).toMatchObject([{ state: 'SENT' }]);
});

it('a process that dies between the call and its outcome leads to another attempt under the same delivery id', async () => {
  const [order] = await school.orders(SendDelivery.name);
  const { deliveryId } = order!.payload as { deliveryId: string };
  let die = () => {};
  const called = new Promise<void>((resolve) => {
    school.channel = () => {
      resolve();
      return new Promise((_, reject) => {
        die = () => reject(new Error('dead'));
      });
    };
  });
  const dying = school.subgraph.carryOut(SendDelivery, { deliveryId }).catch(() => undefined);
  await called;
  school.channel = async () => ({ providerId: 'provider' });
  await school.deliver();
  expect(school.given.map((message) => message.deliveryId)).toEqual([deliveryId, deliveryId]);
  expect((await school.deliveriesTo(father))[0]?.steps.slice(0, 3)).toEqual([
    'STARTED',
    'STARTED',
    'ACCEPTED',
  ]);
  die();
  await dying;
  expect(await school.deliveriesTo(father)).toMatchObject([{ state: 'SENT' }]);
});

it('an order carries ids alone, and so does every event', async () => {
  await school.deliver();
  const rows = await school.subgraph
    .request()
    .reads<{ outbox_message: { payload: unknown; live: unknown } }>()
    .selectFrom('outbox_message')
    .select(['payload', 'live'])
    .execute();
  expect(JSON.stringify(rows)).not.toMatch(/Lovelace|example\.test/);
});
