import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import type { News, Report } from './report.rules.ts';

/** https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event: of each event, what is looked at. */
const event = z.object({
  event: z.string().max(40),
  sg_event_id: z.string().min(1).max(200),
  delivery_id: z.uuid().optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
});
const events = z.array(event).max(10_000);

const meanings: Readonly<Record<string, News>> = {
  processed: 'ON_ITS_WAY',
  deferred: 'ON_ITS_WAY',
  delivered: 'DELIVERED',
  bounce: 'UNDELIVERED',
  dropped: 'UNDELIVERED',
  spamreport: 'DECLINED',
  unsubscribe: 'DECLINED',
};

/**
 * Why SendGrid did not even try: the address is on a list of its own, or is none. Of all else (the mail looks like spam, a quota
 * is used up, a header is wrong) the address knows nothing. https://www.twilio.com/docs/sendgrid/ui/analytics-and-reporting/email-activity-feed
 */
const drops: Readonly<Record<string, News>> = {
  'bounced address': 'UNDELIVERED',
  invalid: 'UNDELIVERED',
  'unsubscribed address': 'DECLINED',
  'spam reporting address': 'DECLINED',
};

/** The reports of a body; null for one that SendGrid would not send. Events of other mails of the account are left out. */
export function sendgridReports(body: string): Report[] | null {
  const parsed = events.safeParse(json(body));
  if (!parsed.success) return null;
  return parsed.data.flatMap(({ event: name, sg_event_id, delivery_id: deliveryId, type, reason = '' }) => {
    const drop = name === 'dropped' ? drops[reason.trim().toLowerCase()] : undefined;
    const news = drop ?? meanings[name];
    if (!news || !deliveryId) return [];
    // A server that only would not have this one mail may take the next.
    const isOfAddress = name === 'dropped' ? drop !== undefined : type !== 'blocked';
    const forGood = news === 'DECLINED' || (news === 'UNDELIVERED' && isOfAddress);
    return [{ deliveryId, key: `sendgrid ${sg_event_id}`, news, forGood }];
  });
}

/** How old a signed call may be, in milliseconds: SendGrid tries for a day, and a clock may be wrong a little. */
const maxAge = 3 * 86_400_000;
const maxAhead = 5 * 60_000;

/**
 * Whether SendGrid has signed exactly these bytes, lately: ECDSA over the SHA-256 of timestamp and body.
 * @param publicKey as SendGrid shows it: base64 of DER
 * @param timestamp seconds since 1970, as the header holds it
 */
export function isFromSendgrid(
  publicKey: string,
  signature: string | undefined,
  timestamp: string | undefined,
  body: Uint8Array,
  now: Date,
): boolean {
  if (!signature || !timestamp || !/^\d{1,12}$/.test(timestamp)) return false;
  const age = now.getTime() - Number(timestamp) * 1_000;
  if (age > maxAge || age < -maxAhead) return false;
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  return verify(
    'sha256',
    Buffer.concat([Buffer.from(timestamp), body]),
    key,
    Buffer.from(signature, 'base64'),
  );
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
