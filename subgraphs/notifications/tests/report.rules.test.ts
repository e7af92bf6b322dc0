import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deliveryStates } from '../src/delivery/delivery.rules.ts';
import { news, statusOf, strongest } from '../src/report/report.rules.ts';
import { sendgridReports } from '../src/report/sendgrid.reports.ts';
import { twilioReport } from '../src/report/twilio.reports.ts';

const reported = fc.array(fc.constantFrom(...news), { maxLength: 8 });
const state = fc.constantFrom(...deliveryStates);
const id = '0190c0de-0000-7000-8000-000000000001';
const sid = `SM${'a'.repeat(32)}`;

describe('What became of a message', () => {
  it('is the same in whatever order its reports come, and however often', () => {
    fc.assert(
      fc.property(state, reported, fc.integer({ min: 0, max: 20 }), (before, all, seed) => {
        const mixed = [...all, ...all].map((one, n) => ({ one, at: (n * 7919 + seed * 104_729) % 31 }));
        const shuffled = mixed.toSorted((a, b) => a.at - b.at).map(({ one }) => one);
        expect(statusOf(before, shuffled)).toBe(statusOf(before, all));
      }),
    );
  });

  it('moves forward only: a further report never takes it back', () => {
    const place = (all: readonly (typeof news)[number][]) => news.indexOf(strongest(all) ?? 'ON_ITS_WAY');
    fc.assert(
      fc.property(reported, fc.constantFrom(...news), (all, further) => {
        expect(place([...all, further])).toBeGreaterThanOrEqual(place(all));
      }),
    );
  });

  it('is what this side knows until its provider speaks', () => {
    expect(deliveryStates.map((one) => statusOf(one, []))).toEqual([
      ...['WAITING', 'WAITING', 'SENT', 'UNCONFIRMED', 'FAILED', 'CANCELLED'],
    ]);
    expect(statusOf('UNCONFIRMED', ['ON_ITS_WAY'])).toBe('SENT');
    expect(statusOf('SENT', ['UNDELIVERED', 'DELIVERED'])).toBe('UNDELIVERED');
  });
});

describe('What providers say', () => {
  it.each([
    [{ event: 'delivered' }, 'DELIVERED', false],
    [{ event: 'deferred' }, 'ON_ITS_WAY', false],
    [{ event: 'bounce', type: 'bounce' }, 'UNDELIVERED', true],
    [{ event: 'bounce', type: 'blocked' }, 'UNDELIVERED', false],
    [{ event: 'dropped' }, 'UNDELIVERED', false],
    [{ event: 'dropped', reason: 'Bounced Address' }, 'UNDELIVERED', true],
    [{ event: 'dropped', reason: 'Invalid' }, 'UNDELIVERED', true],
    [{ event: 'dropped', reason: 'Unsubscribed Address' }, 'DECLINED', true],
    [{ event: 'dropped', reason: 'Spam Reporting Address' }, 'DECLINED', true],
    [{ event: 'dropped', reason: 'Invalid SMTPAPI header' }, 'UNDELIVERED', false],
    [{ event: 'dropped', reason: 'Spam Content' }, 'UNDELIVERED', false],
    [{ event: 'dropped', reason: 'Recipient List over Package Quota' }, 'UNDELIVERED', false],
    [{ event: 'spamreport' }, 'DECLINED', true],
  ])('is understood of a mail: %j', (event, said, forGood) => {
    const body = JSON.stringify([{ ...event, sg_event_id: 'e1', delivery_id: id, email: 'a@example.test' }]);
    expect(sendgridReports(body)).toEqual([{ deliveryId: id, key: 'sendgrid e1', news: said, forGood }]);
  });

  it('of other mails, and of what was opened or clicked, is left alone; what is no batch of events is told apart', () => {
    const other = [
      { event: 'delivered', sg_event_id: 'e1' },
      { event: 'open', sg_event_id: 'e2', delivery_id: id },
    ];
    expect(
      sendgridReports(
        JSON.stringify([...other, { event: 'delivered', sg_event_id: 'e3', delivery_id: 'x' }]),
      ),
    ).toEqual([]);
    for (const body of ['', '{}', 'null', '[1]', '[{"event":"delivered"}]', '['])
      expect(sendgridReports(body)).toBeNull();
  });

  it.each([
    ['queued', undefined, 'ON_ITS_WAY', false],
    ['delivered', undefined, 'DELIVERED', false],
    ['undelivered', '30003', 'UNDELIVERED', false],
    ['undelivered', '30006', 'UNDELIVERED', true],
    ['failed', '21610', 'DECLINED', true],
  ])('is understood of a text message: %s %s', (MessageStatus, ErrorCode, said, forGood) => {
    const report = twilioReport(id, { MessageSid: sid, MessageStatus, ...(ErrorCode && { ErrorCode }) });
    expect(report).toEqual({ deliveryId: id, key: `twilio ${sid} ${MessageStatus}`, news: said, forGood });
  });

  it('is nothing where a status is unknown or the message is not named', () => {
    expect(twilioReport(id, { MessageSid: sid, MessageStatus: 'lost' })).toBeNull();
    expect(twilioReport(id, { MessageSid: 'SM1', MessageStatus: 'sent' })).toBeNull();
    expect(twilioReport(id, {})).toBeNull();
  });
});
