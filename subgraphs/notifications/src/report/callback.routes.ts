import { permit } from '@learnova/platform/policy';
import { badInput, forbidden, notFound } from '@learnova/platform/refusal';
import type { Route, RouteAnswer } from '@learnova/platform/route';
import { id } from '@learnova/schema/define';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { Settings } from '../settings.ts';
import { keep, keepAll } from './report.command.ts';
import { isFromSendgrid, sendgridReports } from './sendgrid.reports.ts';
import { twilioReport } from './twilio.reports.ts';

/** What a status callback of Twilio's takes at most, in bytes. */
const most = 16_384;

const done: RouteAnswer = { status: 204, headers: {}, body: '' };
const unsigned = () => forbidden('The provider has not signed this.');

/**
 * SendGrid sends what has gathered when it is 768 KiB, or after some seconds; the event that made it so many is still in it. A batch
 * that is refused is lost after a day of tries.
 */
const batch = 1_048_576;

/** SendGrid's Event Webhook: batches of what became of mails. There is no such door where its key is not known. */
export const sendgridEvents: Route = {
  method: 'POST',
  path: 'sendgrid/events',
  reach: 'public',
  bodyBytes: batch,
  answer: async (request, { headers, body }) => {
    const { SENDGRID_WEBHOOK_KEY } = request.settings as Settings;
    if (!SENDGRID_WEBHOOK_KEY) throw notFound('page');
    const signature = headers['x-twilio-email-event-webhook-signature'];
    const timestamp = headers['x-twilio-email-event-webhook-timestamp'];
    const now = await request.now();
    permit(request, isFromSendgrid(SENDGRID_WEBHOOK_KEY, signature, timestamp, body, now), unsigned());
    const reports = sendgridReports(Buffer.from(body).toString());
    if (!reports) throw badInput([], 'These are no events of SendGrid.');
    await keepAll(request, reports);
    return done;
  },
};

/** Twilio's status callback, at the address that the message was sent with: it names the delivery, and Twilio signs it. */
export const twilioStatus: Route = {
  method: 'POST',
  path: 'twilio/status',
  reach: 'public',
  answer: async (request, { headers, query, body }) => {
    const { TWILIO_AUTH_TOKEN, PUBLIC_URL } = request.settings as Settings;
    if (!TWILIO_AUTH_TOKEN || !PUBLIC_URL) throw notFound('page');
    const signature = headers['x-twilio-signature'] ?? '';
    const deliveryId = id.safeParse(query.delivery);
    const params =
      body.length > most ? {} : Object.fromEntries(new URLSearchParams(Buffer.from(body).toString()));
    const url = new URL(`/-/notifications/twilio/status?delivery=${deliveryId.data ?? ''}`, PUBLIC_URL).href;
    const isSigned = signature !== '' && validateRequest(TWILIO_AUTH_TOKEN, signature, url, params);
    permit(request, isSigned, unsigned());
    const report = deliveryId.data ? twilioReport(deliveryId.data, params) : null;
    if (!report) throw badInput([], 'This is no status of a message.');
    await keep(request, [report]);
    return done;
  },
};
