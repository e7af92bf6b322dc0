import { z } from 'zod';

/** A message as a channel takes it. It exists in memory only: its text names people, and is rendered anew at each attempt. */
export interface Message {
  /** The same at each attempt, so that whoever receives a message twice can tell. A UUID. */
  readonly deliveryId: string;
  /** An e-mail address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/**
 * One way to a person. `send` answers when the provider has taken the message.
 * It throws ChannelRefused where trying again is useless, ChannelUnconfirmed where the message may have been taken, and any
 * other error where it was not and may be next time. No error holds an address, a name or a text.
 */
export interface Channel {
  send(message: Message): Promise<{ readonly providerId: string }>;
}

/** The ways that are configured. */
export interface Channels {
  readonly email: Channel;
}

/** The provider has refused the message for good: no retry changes that. */
export class ChannelRefused extends Error {
  override readonly name = 'ChannelRefused';
}

/** The message went out and the answer was lost: it may have been taken, so it is only sent again under the same delivery id. */
export class ChannelUnconfirmed extends Error {
  override readonly name = 'ChannelUnconfirmed';
}

/** Which way mail goes, told to notifications and to the workers alike. Nobody gets it by forgetting it: the page is open to all. */
export const emailChannel = z
  .enum(['recorded', 'sendgrid'])
  .describe(
    'Where mail goes: `sendgrid`, or `recorded`, which sends nothing and shows it to anybody on the page /-/notifications/mail.',
  );
