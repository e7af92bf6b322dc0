import { notFound } from '@learnova/platform/refusal';
import type { Request } from '@learnova/platform/request';
import { json, type Route, type RouteAnswer, type RouteCall } from '@learnova/platform/route';
import type { Settings } from '../settings.ts';
import type { Tables } from '../tables.ts';
import { type Recorded, recordedPage } from './recorded-mail.page.ts';

/** Messages that a page shows at most. */
const shown = 200;

/** What the recorded channel has kept, newest first: a page for people, JSON for programs that accept it. */
export const recordedMail: Route = {
  method: 'GET',
  path: 'mail',
  reach: 'public',
  answer: async (request, call) => {
    if ((request.settings as Settings).EMAIL_CHANNEL !== 'recorded') throw notFound('page');
    const mails = await newest(request, 'recorded_mail').select('subject').execute();
    return asked(call, { mails }) ?? page(recordedPage('mail', mails));
  },
};

/** The same of text messages. */
export const recordedSms: Route = {
  method: 'GET',
  path: 'sms',
  reach: 'public',
  answer: async (request, call) => {
    if ((request.settings as Settings).SMS_CHANNEL !== 'recorded') throw notFound('page');
    const messages: Recorded[] = await newest(request, 'recorded_sms').execute();
    return asked(call, { messages }) ?? page(recordedPage('sms', messages));
  },
};

const asked = ({ headers }: RouteCall, body: object): RouteAnswer | null =>
  headers.accept?.includes('application/json') ? json(body) : null;

const page = (body: string): RouteAnswer => ({
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  },
  body,
});

function newest<T extends 'recorded_mail' | 'recorded_sms'>(request: Request, table: T) {
  return request
    .reads<Pick<Tables, 'recorded_mail' | 'recorded_sms'>>()
    .selectFrom(table as 'recorded_mail')
    .select(['delivery_id as deliveryId', 'recipient', 'text', 'recorded_at as recordedAt'])
    .orderBy('recorded_at', 'desc')
    .orderBy('delivery_id', 'desc')
    .limit(shown);
}
