import { createPublicKey } from 'node:crypto';
import { emailChannel, publicUrl, smsChannel } from '@learnova/platform/channels';
import { wholeNumber } from '@learnova/platform/config';
import { z } from 'zod';

/** What an operator may set. */
export const settings = z.object({
  ABSENCE_GRACE_MS: wholeNumber(
    20 * 60_000,
    'How long an absence waits before guardians are told, in milliseconds: a late arrival within it cancels the message.',
  ),
  RESULTS_GRACE_MS: wholeNumber(
    60_000,
    'How long a result that can be seen waits before families are told of it, in milliseconds: those of several sections come in one message.',
  ),
  EMAIL_CHANNEL: emailChannel,
  SMS_CHANNEL: smsChannel,
  SENDGRID_WEBHOOK_KEY: z
    .string()
    .refine(isPublicKey, 'not the base64 of a public key')
    .optional()
    .describe(
      'The public key with which SendGrid signs its Event Webhook, as it shows it; without one there is no /-/notifications/sendgrid/events.',
    ),
  TWILIO_AUTH_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe(
      "The account's token, with which Twilio signs what it tells of text messages; without it and PUBLIC_URL there is no /-/notifications/twilio/status.",
    ),
  PUBLIC_URL: publicUrl.optional(),
});
export type Settings = z.infer<typeof settings>;

function isPublicKey(text: string): boolean {
  try {
    createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return true;
  } catch {
    return false;
  }
}
