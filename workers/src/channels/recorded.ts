import type { Channel, TextMessage } from '@learnova/platform/channels';

/** What the channel needs of a PostgreSQL pool whose role may write the schema of notifications. */
export interface Database {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** In the place of a secret. */
const hidden = '(not recorded)';

/** Keeps mail in a table instead of sending it. The delivery id is its key, so a mail that is sent again stands there once. Secrets are left out: the page is open. */
export function recordedChannel(database: Database): Channel {
  return {
    send: async ({ deliveryId, to, subject, text, secret }) => {
      await database.query(
        `insert into notifications.recorded_mail (delivery_id, recipient, subject, text) values ($1, $2, $3, $4)
         on conflict (delivery_id) do nothing`,
        [deliveryId, to, subject, secret ? text.replaceAll(secret, hidden) : text],
      );
      return { providerId: deliveryId };
    },
  };
}

/** Keeps text messages in a table instead of sending them, each once. */
export function recordedSms(database: Database): Channel<TextMessage> {
  return {
    send: async ({ deliveryId, to, text }) => {
      await database.query(
        `insert into notifications.recorded_sms (delivery_id, recipient, text) values ($1, $2, $3)
         on conflict (delivery_id) do nothing`,
        [deliveryId, to, text],
      );
      return { providerId: deliveryId };
    },
  };
}
