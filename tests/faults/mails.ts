import type { Pool } from 'pg';

export interface SentMail {
  readonly deliveryId: string;
  readonly to: string;
  readonly subject: string;
}

/** What has been sent so far, by whichever channel: a mail that a provider got twice stands here twice. */
export interface Mails {
  sent(): Promise<readonly SentMail[]>;
}

/** The mails that the recorded channel has kept. */
export function recordedMails(database: Pool): Mails {
  return {
    async sent() {
      const { rows } = await database.query<SentMail>(
        'select delivery_id as "deliveryId", recipient as "to", subject from notifications.recorded_mail',
      );
      return rows;
    },
  };
}
