import type { DeliveryState } from '../delivery/delivery.rules.ts';

/**
 * What a provider says became of a message, the weakest first. A mail that was delivered may still come back, and who has it may say
 * that they want no more; nothing leads back from there.
 */
export const news = ['ON_ITS_WAY', 'DELIVERED', 'UNDELIVERED', 'DECLINED'] as const;
export type News = (typeof news)[number];

/** One report, as a provider made it. */
export interface Report {
  readonly deliveryId: string;
  /** The provider's own name of it: the same report has the same one, however often it comes. */
  readonly key: string;
  readonly news: News;
  /** Nothing will ever arrive at this address: it does not exist, or its owner wants none. */
  readonly forGood: boolean;
}

export const statuses = [
  'WAITING',
  'SENT',
  'UNCONFIRMED',
  'DELIVERED',
  'UNDELIVERED',
  'DECLINED',
  'FAILED',
  'CANCELLED',
] as const;
export type Status = (typeof statuses)[number];

/** The strongest of what was reported, in whatever order and however often it came; null where nothing was. */
export function strongest(reported: readonly News[]): News | null {
  return reported.reduce<News | null>(
    (best, one) => (best === null || news.indexOf(one) > news.indexOf(best) ? one : best),
    null,
  );
}

/** Where a message stands. What its provider reports is stronger than what this side knows: it has the message. */
export function statusOf(state: DeliveryState, reported: readonly News[]): Status {
  const best = strongest(reported);
  if (best) return best === 'ON_ITS_WAY' ? 'SENT' : best;
  return state === 'PENDING' || state === 'SENDING' ? 'WAITING' : state;
}
