import {
  type Channel,
  ChannelRefused,
  ChannelUnconfirmed,
  publicUrl,
  type TextMessage,
} from '@learnova/platform/channels';
import { wholeNumber } from '@learnova/platform/config';
import type { Twilio } from 'twilio';
import { z } from 'zod';

/** What an operator sets who sends text messages through Twilio. */
export const twilioSettings = z.object({
  PUBLIC_URL: publicUrl,
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/)
    .describe('The account: AC and 32 digits.'),
  TWILIO_API_KEY: z
    .string()
    .regex(/^SK[0-9a-f]{32}$/)
    .describe('Key of the account with the right to send and read messages: SK and 32 digits.'),
  TWILIO_API_SECRET: z.string().min(1).describe('The secret of that key.'),
  TWILIO_SENDER: z
    .string()
    .regex(/^(\+[1-9]\d{6,14}|MG[0-9a-f]{32})$/)
    .describe('The number that every text message comes from, or a messaging service: MG and 32 digits.'),
  TWILIO_URL: z
    .url()
    .default('https://api.twilio.com')
    .describe('Another region, or a stand-in; without a path.'),
  TWILIO_TIMEOUT_MS: wholeNumber(
    10_000,
    'How long to wait for an answer before it counts as lost, in milliseconds.',
  ),
  TWILIO_SETTLE_MS: wholeNumber(
    30_000,
    'After how many milliseconds Twilio lists whatever it has taken: a message whose answer was lost and that is not listed then is sent again.',
  ),
});
export type TwilioSettings = z.infer<typeof twilioSettings>;

/** Messages that are looked through for one whose answer was lost: the newest to that number. */
const listed = 50;

/**
 * Text messages through Twilio's own SDK, which is loaded at the first one. Twilio knows no idempotency key for messages. So where an
 * answer was lost, the messages that it has taken for that number are looked through for the one with the reference, and only
 * what is not among them is sent again. What becomes of it comes to the address that names the delivery.
 */
export function twilioChannel(settings: TwilioSettings): Channel<TextMessage> {
  let service: Promise<Twilio> | undefined;
  return {
    send: async (message) => {
      service ??= connect(settings);
      const { messages } = await service;
      try {
        if (message.mayBeThereForMs !== null) {
          const there = await messages.list({ to: message.to, limit: listed });
          const found = there.find(({ body }) => body.includes(message.reference));
          if (found) return { providerId: found.sid };
        }
      } catch (error) {
        // Nothing was sent by this, so a lost answer of the list leaves things as they were.
        throw new Error(`Twilio did not list what it has: ${statusOf(error)}`);
      }
      if (message.mayBeThereForMs !== null && message.mayBeThereForMs < settings.TWILIO_SETTLE_MS)
        throw new Error('Twilio has not listed the message yet');
      try {
        const { sid } = await messages.create(smsOf(message, settings));
        return { providerId: sid };
      } catch (error) {
        throw explained(error);
      }
    },
  };
}

async function connect(settings: TwilioSettings): Promise<Twilio> {
  const { default: sdk } = await import('twilio');
  const { origin } = new URL(settings.TWILIO_URL);
  class Client extends sdk.RequestClient {
    override request(...[call]: Parameters<InstanceType<typeof sdk.RequestClient>['request']>) {
      return super.request({ ...call, uri: call.uri.replace(/^https:\/\/[^/]+/, origin) }) as never;
    }
  }
  return new sdk.Twilio(settings.TWILIO_API_KEY, settings.TWILIO_API_SECRET, {
    accountSid: settings.TWILIO_ACCOUNT_SID,
    httpClient: new Client({ timeout: settings.TWILIO_TIMEOUT_MS, autoRetry: false }),
    autoRetry: false,
  });
}

function smsOf({ deliveryId, to, text }: TextMessage, { PUBLIC_URL, TWILIO_SENDER }: TwilioSettings) {
  const statusCallback = new URL(`/-/notifications/twilio/status?delivery=${deliveryId}`, PUBLIC_URL).href;
  const sender = TWILIO_SENDER.startsWith('MG')
    ? { messagingServiceSid: TWILIO_SENDER }
    : { from: TWILIO_SENDER };
  return { to, body: text, statusCallback, ...sender };
}

/** Statuses that speak of the key, the moment or the rate and not of the message: the same message may pass later. */
const notTheMessagesFault: ReadonlySet<number> = new Set([401, 403, 408, 429]);

/** Faults before the request had left: the message is certainly not there. */
const neverSent: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** What Twilio's own error codes say of a number: https://www.twilio.com/docs/api/errors */
const ofTheNumber: ReadonlyMap<unknown, 'OPTED_OUT' | 'UNDELIVERABLE'> = new Map([
  [21610, 'OPTED_OUT'],
  [21211, 'UNDELIVERABLE'],
  [21614, 'UNDELIVERABLE'],
]);

/** The SDK's error in our words; its own text may hold a number, so only the status and the codes are told. */
function explained(error: unknown): Error {
  const { status, code } = error as { status?: unknown; code?: unknown };
  if (typeof status !== 'number' || status < 400) {
    if (neverSent.has(code)) return new Error(`Twilio was not reached: ${code}`);
    return new ChannelUnconfirmed(`the answer of Twilio was lost: ${String(code)}`);
  }
  if (status >= 400 && status < 500 && !notTheMessagesFault.has(status)) {
    return new ChannelRefused(
      `Twilio refused the message: ${statusOf(error)}`,
      ofTheNumber.get(code) ?? null,
    );
  }
  // A server that failed in the middle may have taken it; one that was busy or closed has not.
  if (status >= 500 && status !== 503) return new ChannelUnconfirmed(`Twilio failed: ${status}`);
  return new Error(`Twilio did not take the message: ${statusOf(error)}`);
}

function statusOf(error: unknown): string {
  const { status, code } = error as { status?: unknown; code?: unknown };
  return `${typeof status === 'number' ? status : 'no status'} ${String(code ?? '')}`.trim();
}
