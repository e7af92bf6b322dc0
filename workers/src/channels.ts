import { type Channels, emailChannel, smsChannel } from '@learnova/platform/channels';
import { type Environment, readConfig } from '@learnova/platform/config';
import type { Logger } from '@learnova/platform/log';
import { Pool } from 'pg';
import { z } from 'zod';
import { recordedChannel, recordedSms } from './channels/recorded.ts';
import { sendgridChannel, sendgridSettings } from './channels/sendgrid.ts';
import { twilioChannel, twilioSettings } from './channels/twilio.ts';

/** Notifications reads the same variables, to show its pages or not. */
export const channelModel = z.object({ EMAIL_CHANNEL: emailChannel, SMS_CHANNEL: smsChannel });

/** The channels that are configured, and what closes them. */
export function openChannels(
  databaseUrl: string,
  log: Logger,
  environment?: Environment,
): { channels: Channels; close: () => Promise<void> } {
  const { EMAIL_CHANNEL, SMS_CHANNEL } = readConfig(channelModel, environment);
  let pool: Pool | undefined;
  const recorded = () => {
    pool ??= new Pool({ connectionString: databaseUrl, max: 1 });
    return pool;
  };
  const email =
    EMAIL_CHANNEL === 'sendgrid'
      ? sendgridChannel(readConfig(sendgridSettings, environment))
      : recordedChannel(recorded());
  const sms = {
    none: () => null,
    recorded: () => recordedSms(recorded()),
    twilio: () => twilioChannel(readConfig(twilioSettings, environment)),
  }[SMS_CHANNEL]();
  // Without a listener a restart of PostgreSQL would end the process; the next message takes a new connection.
  pool?.on('error', (error) => log.warn({ err: error }, 'the connection of the recorded messages has ended'));
  return { channels: { email, sms }, close: async () => pool?.end() };
}
