import { emailChannel, smsChannel } from '@learnova/platform/channels';
import { wholeNumber } from '@learnova/platform/config';
import { z } from 'zod';

/** What an operator may set. */
export const settings = z.object({
  ABSENCE_GRACE_MS: wholeNumber(
    20 * 60_000,
    'How long an absence waits before guardians are told, in milliseconds: a late arrival within it cancels the message.',
  ),
  EMAIL_CHANNEL: emailChannel,
  SMS_CHANNEL: smsChannel,
});
export type Settings = z.infer<typeof settings>;
