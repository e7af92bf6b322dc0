import { type Channel, ChannelRefused, ChannelUnconfirmed, type Message } from '@learnova/platform/channels';
import { wholeNumber } from '@learnova/platform/config';
import type sdk from '@sendgrid/mail';
import { z } from 'zod';

/** What an operator sets who sends mail through SendGrid. */
export const sendgridSettings = z.object({
  SENDGRID_API_KEY: z.string().startsWith('SG.').describe('Key with the right to send mail, and no other.'),
  SENDGRID_FROM: z.email().describe('The verified sender of every mail.'),
  SENDGRID_URL: z.url().default('https://api.sendgrid.com/').describe('Another region, or a stand-in.'),
  SENDGRID_TIMEOUT_MS: wholeNumber(
    10_000,
    'How long to wait for an answer before it counts as lost, in milliseconds.',
  ),
});
export type SendgridSettings = z.infer<typeof sendgridSettings>;

/**
 * Mail through SendGrid's own SDK, which is loaded at the first mail. SendGrid knows no idempotency key: the delivery id goes
 * along in `custom_args` and in a header, so that its events, and whoever receives a mail twice, can tell.
 */
export function sendgridChannel(settings: SendgridSettings): Channel {
  let service: Promise<Sender> | undefined;
  return {
    send: async (message) => {
      service ??= connect(settings);
      const sender = await service;
      try {
        const [{ headers }] = await sender.send(mailOf(message, settings.SENDGRID_FROM));
        return {
          providerId: String((headers as Record<string, unknown>)['x-message-id'] ?? message.deliveryId),
        };
      } catch (error) {
        throw explained(error);
      }
    },
  };
}

type Sender = typeof sdk;

/** What the SDK has and its types hide: a class, so that no two channels share one sender, and the address of its client. */
interface Untyped {
  readonly MailService: new () => Sender & {
    readonly client: { setDefaultRequest(key: 'baseUrl', value: string): void };
  };
}

async function connect(settings: SendgridSettings): Promise<Sender> {
  const { default: loaded } = await import('@sendgrid/mail');
  const service = new (loaded as unknown as Untyped).MailService();
  service.setApiKey(settings.SENDGRID_API_KEY);
  service.setTimeout(settings.SENDGRID_TIMEOUT_MS);
  // Setting the key sets the address back to a region's, so this comes last.
  service.client.setDefaultRequest('baseUrl', settings.SENDGRID_URL);
  return service;
}

function mailOf({ deliveryId, to, subject, text, html, secret }: Message, from: string) {
  return {
    to,
    from,
    subject,
    text,
    ...(html && { html }),
    customArgs: { delivery_id: deliveryId },
    headers: { 'X-Delivery-Id': deliveryId },
    // Or each link would lead by a server of SendGrid's, which keeps it.
    ...(secret && { trackingSettings: { clickTracking: { enable: false, enableText: false } } }),
  };
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

/** The SDK's error in our words; its own text may hold an address, so only the status and the code are told. */
function explained(error: unknown): Error {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'number') {
    if (neverSent.has(code)) return new Error(`SendGrid was not reached: ${code}`);
    return new ChannelUnconfirmed(`the answer of SendGrid was lost: ${String(code)}`);
  }
  if (code >= 400 && code < 500 && !notTheMessagesFault.has(code))
    return new ChannelRefused(`SendGrid refused the mail: ${code}`);
  return new Error(`SendGrid did not take the mail: ${code}`);
}
