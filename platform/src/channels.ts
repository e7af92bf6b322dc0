import { z } from 'zod';

/** A mail as a channel takes it. It exists in memory only: its text names people, and is rendered anew at each attempt. */
export interface Message {
  /** The same at each attempt, so that whoever receives a message twice can tell. A UUID. */
  readonly deliveryId: string;
  /** An e-mail address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Stands in the text, and opens something to whoever reads it: a channel that keeps or rewrites texts leaves it alone, or out. */
  readonly secret?: string;
}

/** A text message as a channel takes it; like a mail it exists in memory only. */
export interface TextMessage {
  readonly deliveryId: string;
  /** E.164 */
  readonly to: string;
  readonly text: string;
  /** Stands in the text, and in no other to this number: by it the channel finds the message where a provider keeps them. */
  readonly reference: string;
  /** Milliseconds since an earlier attempt whose answer was lost, so that the message may be there; null where there was none. */
  readonly mayBeThereForMs: number | null;
}

/**
 * One way to a person. `send` answers when the provider has taken the message.
 * It throws ChannelRefused where trying again is useless, ChannelUnconfirmed where the message may have been taken, and any
 * other error where it was not and may be next time. No error holds an address, a name or a text.
 */
export interface Channel<M = Message> {
  send(message: M): Promise<{ readonly providerId: string }>;
}

/** The ways that are configured. */
export interface Channels {
  readonly email: Channel;
  /** Null where the school sends no text messages. */
  readonly sms: Channel<TextMessage> | null;
}

/** The provider has refused the message for good: no retry changes that. */
export class ChannelRefused extends Error {
  override readonly name = 'ChannelRefused';
  /** Where it is the address that will not do, also for the next message: why. */
  readonly address: 'OPTED_OUT' | 'UNDELIVERABLE' | null;

  constructor(message: string, address: 'OPTED_OUT' | 'UNDELIVERABLE' | null = null) {
    super(message);
    this.address = address;
  }
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

/** Which way text messages go, told to notifications and to the workers alike. */
export const smsChannel = z
  .enum(['none', 'recorded', 'twilio'])
  .default('none')
  .describe(
    'Where text messages go: `twilio`; `none`, and nobody can choose them; or `recorded`, which sends nothing and shows them to anybody on the page /-/notifications/sms.',
  );

/** Providers tell it what became of a message, so notifications and the workers are told the same. */
export const publicUrl = z
  .url({ protocol: /^https?$/ })
  .describe('The address of the gateway as it is seen from outside, without a path: https://school.example');
