import type { News, Report } from './report.rules.ts';

/** https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
const meanings: Readonly<Record<string, News>> = {
  accepted: 'ON_ITS_WAY',
  scheduled: 'ON_ITS_WAY',
  queued: 'ON_ITS_WAY',
  sending: 'ON_ITS_WAY',
  sent: 'ON_ITS_WAY',
  delivered: 'DELIVERED',
  read: 'DELIVERED',
  undelivered: 'UNDELIVERED',
  failed: 'UNDELIVERED',
  canceled: 'UNDELIVERED',
};

/** Error codes of a number that gets none, whatever is sent to it: it does not exist, it is a landline. */
const ofTheNumber: ReadonlySet<string> = new Set(['30005', '30006', '21211', '21614']);
/** Its owner has sent STOP. */
const stopped = '21610';

/** The report of a status callback; null for one that Twilio would not send. */
export function twilioReport(
  deliveryId: string,
  { MessageSid, MessageStatus, ErrorCode = '' }: Readonly<Record<string, string>>,
): Report | null {
  const said = meanings[MessageStatus ?? ''];
  if (!said || !/^(SM|MM)[0-9a-f]{32}$/.test(MessageSid ?? '')) return null;
  const news = ErrorCode === stopped ? 'DECLINED' : said;
  const forGood = news === 'DECLINED' || (news === 'UNDELIVERED' && ofTheNumber.has(ErrorCode));
  return { deliveryId, key: `twilio ${MessageSid} ${MessageStatus}`, news, forGood };
}
