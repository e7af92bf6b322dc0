import { type Channels, emailChannel } from '@learnova/platform/channels';
import { type Environment, readConfig } from '@learnova/platform/config';
import type { Logger } from '@learnova/platform/log';
import { Pool } from 'pg';
import { z } from 'zod';
import { recordedChannel } from './channels/recorded.ts';
import { sendgridChannel, sendgridSettings } from './channels/sendgrid.ts';

/** Notifications reads the same variable, to show its page or not. */
export const channelModel = z.object({ EMAIL_CHANNEL: emailChannel });

/** The channels that are configured, and what closes them. */
export function openChannels(
  databaseUrl: string,
  log: Logger,
  environment?: Environment,
): { channels: Channels; close: () => Promise<void> } {
  const { EMAIL_CHANNEL } = readConfig(channelModel, environment);
  if (EMAIL_CHANNEL === 'sendgrid') {
    const email = sendgridChannel(readConfig(sendgridSettings, environment));
    return { channels: { email }, close: async () => undefined };
  }
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  // Without a listener a restart of PostgreSQL would end the process; the next mail takes a new connection.
  pool.on('error', (error) => log.warn({ err: error }, 'the connection of the recorded mail has ended'));
  return { channels: { email: recordedChannel(pool) }, close: () => pool.end() };
}
