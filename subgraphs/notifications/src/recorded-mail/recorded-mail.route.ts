import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { json, type Route } from '@learnova/platform/route';
import type { Settings } from '../settings.ts';
import type { Tables } from '../tables.ts';
import { type Mail, recordedMailPage } from './recorded-mail.page.ts';

/** What the recorded channel has kept, newest first: a page for people, JSON for programs that accept it. */
export const recordedMail: Route = {
  method: 'GET',
  path: 'mail',
  reach: 'public',
  answer: async (request, { headers }) => {
    const { EMAIL_CHANNEL } = request.settings as Settings;
    if (EMAIL_CHANNEL !== 'recorded') throw notFound('page');
    const mails = await newest(request, 200);
    if (headers.accept?.includes('application/json')) return json({ mails });
    return {
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      },
      body: recordedMailPage(mails),
    };
  },
};

function newest(request: Request, limit: number): Promise<Mail[]> {
  return request
    .reads<Tables>()
    .selectFrom('recorded_mail')
    .select(['delivery_id as deliveryId', 'recipient', 'subject', 'text', 'recorded_at as recordedAt'])
    .orderBy('recorded_at', 'desc')
    .orderBy('delivery_id', 'desc')
    .limit(limit)
    .execute();
}
