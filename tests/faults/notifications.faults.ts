import type { Fault } from './fault.ts';

const routes = 'subgraphs/notifications/src/report/callback.routes.ts';
const callbacks = 'subgraphs/notifications/tests/callbacks.api.test.ts';
const unsigned =
  'is refused and leaves nothing: without a signature, by another key, of other bytes, for another delivery, too old';

/** What goes out, and what providers say of it. */
export const notificationsFaults: readonly Fault[] = [
  {
    name: "believes whoever calls in Twilio's name",
    edits: [
      {
        file: routes,
        text: 'permit(request, isSigned, unsigned());',
        instead: "permit(request, isSigned || signature !== '', unsigned());",
      },
    ],
    found: [{ file: callbacks, test: unsigned, says: '+   204' }],
  },
  {
    name: "believes whoever calls in SendGrid's name",
    edits: [
      {
        file: routes,
        text: 'permit(request, isFromSendgrid(SENDGRID_WEBHOOK_KEY, signature, timestamp, body, now), unsigned());',
        instead:
          'permit(request, !!isFromSendgrid(SENDGRID_WEBHOOK_KEY, signature, timestamp, body, now) || true, unsigned());',
      },
    ],
    found: [{ file: callbacks, test: unsigned, says: '+   204' }],
  },
  {
    name: 'keeps a report as often as it comes',
    edits: [
      {
        file: 'subgraphs/notifications/src/report/report.command.ts',
        text: '      if (!known.has(report.deliveryId) || seen.has(report.key)) continue;\n',
        instead:
          '      if (!known.has(report.deliveryId)) continue;\n      Object.assign(report, { key: report.key + newId() });\n',
      },
    ],
    found: [
      {
        file: callbacks,
        test: 'that comes twice, and twice at once, is kept once; and what comes too late takes nothing back',
        says: 'Expected: 3',
      },
    ],
  },
  {
    name: 'sends a text message again whose answer was lost, without looking for it',
    edits: [
      {
        file: 'workers/src/channels/twilio.ts',
        text: 'if (found) return { providerId: found.sid };',
        instead: 'if (found && false) return { providerId: found.sid };',
      },
    ],
    found: [
      {
        file: 'workers/tests/twilio.channel.test.ts',
        test: 'that may be there is looked for among those to this number, and when it is there it is not sent again',
        says: 'Twilio has not listed the message yet',
      },
    ],
  },
  {
    name: 'wakes people by a text message that could wait',
    edits: [
      {
        file: 'subgraphs/notifications/src/delivery/delivery.job.ts',
        text: '    if (until) return putOff(request, deliveryId, until);\n',
        instead:
          '    if (until && until < (await request.now())) return putOff(request, deliveryId, until);\n',
      },
    ],
    found: [
      {
        file: 'subgraphs/notifications/tests/reminder.api.test.ts',
        test: 'waits for the end of quiet hours, and goes then',
        says: '- Array []',
      },
    ],
  },
  {
    name: 'reminds of what was paid meanwhile',
    edits: [
      {
        file: 'subgraphs/notifications/src/reminder/reminder.subject.ts',
        text: 'invoices.filter(({ outstandingMinor }) => outstandingMinor > 0)',
        instead: 'invoices.filter(({ outstandingMinor }) => outstandingMinor >= 0)',
      },
    ],
    found: [
      {
        file: 'subgraphs/notifications/tests/reminder.api.test.ts',
        test: 'does not speak of what was paid before the message was written',
        says: 'I-1',
      },
    ],
  },
];
