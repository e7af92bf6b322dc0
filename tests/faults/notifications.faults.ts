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
  {
    name: 'tells of a result that fees hold back',
    edits: [
      {
        file: 'subgraphs/notifications/src/result/result.shown.ts',
        text: 'standing.filter(({ held }) => !held)',
        instead: 'standing.filter(({ held }) => !held || standing.length > 0)',
      },
    ],
    found: [
      {
        file: 'subgraphs/notifications/tests/result.api.test.ts',
        test: 'and that fees hold back is told when they do no longer',
        says: 'RESULT_PUBLISHED',
      },
    ],
  },
  {
    name: 'tells of a result to every guardian, with access or without',
    edits: [
      {
        file: 'subgraphs/notifications/src/result/result.job.ts',
        text: '(await request.ask(GuardiansOf, { studentIds: [...studentIds] })).filter(mayRead)',
        instead: '(await request.ask(GuardiansOf, { studentIds: [...studentIds] }))',
      },
    ],
    found: [
      {
        file: 'subgraphs/notifications/tests/result.api.test.ts',
        test: 'is told to the student and to guardians with access, by section, and never what it is',
        says: 'RESULT_PUBLISHED',
      },
    ],
  },
  {
    name: 'tells of a result again whenever something lets it be seen again',
    edits: [
      {
        file: 'subgraphs/notifications/src/result/result.rules.ts',
        text: '.filter(({ resultId }) => !known.has(resultId));',
        instead: ';',
      },
      {
        file: 'subgraphs/notifications/src/result/result.rules.ts',
        text: '?.resultId} RESULT`',
        instead: '?.resultId}`.concat(String(Math.random()))',
      },
    ],
    found: [
      {
        file: 'subgraphs/notifications/tests/result.api.test.ts',
        test: 'is told once: heard twice, twice at once, and by another event that lets it be seen again',
        says: 'toEqual',
      },
    ],
  },
  {
    name: 'tells of each result by a message of its own',
    edits: [
      {
        file: 'subgraphs/notifications/src/result/result.rules.ts',
        text: 'return [...Map.groupBy(fresh, kindOf)].map(',
        instead: 'return fresh.map((one) => [kindOf(one), [one]] as const).map(',
      },
    ],
    found: [
      {
        file: 'subgraphs/notifications/tests/result.api.test.ts',
        test: 'is told with what else is published at the time, of all children of a family in one message',
        says: 'RESULT_PUBLISHED',
      },
    ],
  },
  {
    name: 'tells of the amendment of a result that nobody was told of',
    edits: [
      {
        file: 'subgraphs/notifications/src/result/result.rules.ts',
        text: 'one.isAmendment && places.has(placeOf(one))',
        instead: 'one.isAmendment',
      },
    ],
    found: [
      {
        file: 'subgraphs/notifications/tests/result.api.test.ts',
        test: 'and amended before it was told is told as published, in the version that holds',
        says: 'RESULT_AMENDED',
      },
    ],
  },
  {
    name: 'leaves the school in the dark when feedback is opened again',
    edits: [
      {
        file: 'subgraphs/notifications/src/feedback/feedback.reactions.ts',
        text: 'if (authorId === event.actorId) return tellSchool(request, event, item);',
        instead: 'if (authorId === event.actorId) return;',
      },
    ],
    found: [
      {
        file: 'subgraphs/notifications/tests/feedback.api.test.ts',
        test: 'is told once to each who hears it, without a word of it, also where it opens again what was resolved',
        says: 'Somebody told the school something',
      },
    ],
  },
  {
    name: 'tells of leave to whoever has asked for it, with access or without',
    edits: [
      {
        file: 'subgraphs/notifications/src/leave/leave.rules.ts',
        text: "if (keeperIds.includes(requestedBy)) told.set(requestedBy, { ...toldOf(leave), to: 'SCHOOL' });",
        instead: "told.set(requestedBy, { ...toldOf(leave), to: 'SCHOOL' });",
      },
    ],
    found: [
      {
        file: 'subgraphs/notifications/tests/leave.api.test.ts',
        test: 'that was asked for by a guardian who has lost access is told to them no more when approved',
        says: 'LEAVE_APPROVED',
      },
    ],
  },
];
