import { ChannelRefused, ChannelUnconfirmed } from '@learnova/platform/channels';
import { commit, order, publish } from '@learnova/platform/commit';
import { implement } from '@learnova/platform/handlers';
import { newId } from '@learnova/platform/ids';
import type { Request } from '@learnova/platform/request';
import { NotificationDelivered, NotificationFailed } from '@learnova/schema/events/notifications';
import { SendDelivery } from '@learnova/schema/jobs/notifications';
import { Notification } from '../notification/notification.entity.ts';
import { NotificationPreferences } from '../preference/preferences.entity.ts';
import { isDead, isThere, refused } from '../report/dead-address.reads.ts';
import { DeliveryReport } from '../report/delivery-report.entity.ts';
import { addressHash } from './address-hash.ts';
import { Delivery } from './delivery.entity.ts';
import { type Composed, compose } from './delivery.message.ts';
import { orderInstead } from './delivery.order.ts';
import { quietUntilOf } from './delivery.quiet.ts';
import { earlierIsUnderWay } from './delivery.reads.ts';
import { isOver, type Outcome, settle } from './delivery.rules.ts';
import { DeliveryAttempt } from './delivery-attempt.entity.ts';

interface Ending {
  readonly outcome: Outcome;
  readonly providerId?: string;
}

/**
 * One attempt to send a stored delivery: the attempt is stored, the provider is called, the outcome is stored. A crash between
 * any two of these leads to another attempt under the same delivery id, by which the channel or its provider knows it again.
 */
export const sendDelivery = implement(
  SendDelivery,
  async (request, { deliveryId }, { channels, lastAttempt }) => {
    const delivery = await request.em.findOneOrFail(Delivery, { id: deliveryId });
    if (isOver(delivery.state)) return;
    const notification = await request.em.findOneOrFail(Notification, { id: delivery.notificationId });
    if (!lastAttempt && (await earlierIsUnderWay(request, notification, delivery.channel))) {
      throw new Error('what this message corrects is still being sent');
    }
    const until = await quietUntilOf(request, delivery, notification);
    if (until) return putOff(request, deliveryId, until);
    const before = delivery.state;
    const composed = await compose(request, delivery, notification, channels);
    delivery.attempts += 1;
    const ending = await endingOf(request, delivery, notification, composed);
    const settled = settle(before, ending.outcome, lastAttempt);
    if (settled.state === 'FAILED') await orderInstead(request, delivery, notification, await request.now());
    await store(request, delivery, settled, ending);
    if (settled.tryAgain) throw new Error(`attempt ${delivery.attempts} to send was ${ending.outcome}`);
  },
);

/** What its provider has spoken of is there; an address at which nothing arrives is not tried. */
async function endingOf(
  request: Request,
  delivery: Delivery,
  { personId }: Notification,
  composed: Awaited<ReturnType<typeof compose>>,
): Promise<Ending> {
  if (await isThere(request, delivery.id)) return { outcome: 'ACCEPTED' };
  if (!('send' in composed)) return composed;
  delivery.addressHash = addressHash(delivery.channel, composed.address);
  const chosen = await request.em.findOne(NotificationPreferences, { personId });
  if (await isDead(request, delivery.addressHash, chosen?.confirmedAt ?? null))
    return { outcome: 'UNREACHABLE' };
  return attempt(request, delivery, composed);
}

/** The same order for another hour: this one is done with. */
async function putOff(request: Request, deliveryId: string, until: Date): Promise<void> {
  order(request, SendDelivery, { deliveryId }, await request.now(), until);
  await commit(request);
}

async function attempt(request: Request, delivery: Delivery, composed: Composed): Promise<Ending> {
  await store(request, delivery, { state: 'SENDING', isUnderWay: true }, { outcome: 'STARTED' });
  try {
    const { providerId } = await composed.send();
    return { outcome: 'ACCEPTED', providerId };
  } catch (error) {
    request.log.warn({ err: error, deliveryId: delivery.id }, 'the channel did not take a message');
    if (error instanceof ChannelRefused) {
      if (error.address) rememberRefusal(request, delivery, error.address, await request.now());
      return { outcome: 'REFUSED' };
    }
    return { outcome: error instanceof ChannelUnconfirmed ? 'UNCONFIRMED' : 'UNAVAILABLE' };
  } finally {
    request.timePassed();
  }
}

/** What the provider says of the address when it refuses a message is as good as a report: it is stored with the outcome. */
function rememberRefusal(
  request: Request,
  { id: deliveryId, attempts }: Delivery,
  address: NonNullable<ChannelRefused['address']>,
  at: Date,
): void {
  const news = address === 'OPTED_OUT' ? 'DECLINED' : 'UNDELIVERED';
  const report = {
    id: newId(),
    deliveryId,
    key: `${refused}${deliveryId} ${attempts}`,
    news,
    forGood: true,
    at,
  };
  request.em.persist(Object.assign(new DeliveryReport(), report));
}

/** Stores where the delivery stands and by which step it got there, and tells of an end, in one flush. */
async function store(
  request: Request,
  delivery: Delivery,
  { state, isUnderWay }: Pick<Delivery, 'state' | 'isUnderWay'>,
  { outcome, providerId }: Ending | { outcome: 'STARTED'; providerId?: undefined },
): Promise<void> {
  const now = await request.now();
  const { id, notificationId, attempts } = delivery;
  Object.assign(delivery, { state, isUnderWay });
  const step = {
    id: newId(),
    deliveryId: id,
    attempt: attempts,
    step: outcome,
    providerId: providerId ?? null,
    at: now,
  };
  request.em.persist(Object.assign(new DeliveryAttempt(), step));
  const fact = {
    aggregateId: id,
    version: delivery.version + 1,
    organizationId: null,
    payload: { deliveryId: id, notificationId },
  };
  if (state === 'SENT') publish(request, NotificationDelivered, fact, now);
  if (state === 'FAILED') publish(request, NotificationFailed, fact, now);
  await commit(request);
}
