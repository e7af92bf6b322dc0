import type { Fault } from './fault.ts';

const leave = 'subgraphs/leave/src';
const attendance = 'subgraphs/attendance/src';
const notifications = 'subgraphs/notifications/src';
const decide = 'subgraphs/leave/tests/decide-leave.api.test.ts';
const request = 'subgraphs/leave/tests/request-leave.api.test.ts';
const sight = 'subgraphs/leave/tests/leave-sight.api.test.ts';
const excusal = 'subgraphs/attendance/tests/excusal.api.test.ts';
const told = 'subgraphs/notifications/tests/leave.api.test.ts';
const deciders =
  "a student's by a teacher or the office: not by the family, nor by who has asked, nor by a guardian who teaches the child";
const cancelled =
  'a family cancels until the day comes, the office at any time; what was taken is given back, once';
const layer =
  'a register that was taken and one that was not, and its cancellation uncovers what the teacher has said';

/** Somebody decides who may not, days are counted wrongly, an excuse stays or is lost, or somebody is told who is no party. */
export const leaveFaults: readonly Fault[] = [
  {
    name: 'leave: whoever has asked for somebody else grants it',
    edits: [
      {
        file: `${leave}/leave.policy.ts`,
        text: 'of.personId === who.personId || of.requestedBy === who.personId ||',
        instead: 'of.personId === who.personId ||',
      },
    ],
    found: [{ file: decide, test: deciders, says: '"FORBIDDEN"' }],
  },
  {
    name: 'leave: a teacher grants it to the own child',
    edits: [
      {
        file: `${leave}/leave.policy.ts`,
        text: ' || who.wards.has(of.personId);',
        instead: ';',
      },
    ],
    found: [{ file: decide, test: deciders, says: '"FORBIDDEN"' }],
  },
  {
    name: 'leave: what waits for a decision is not held back from the balance',
    edits: [
      {
        file: `${leave}/balance/balance.rules.ts`,
        text: 'granted - taken - pending;',
        instead: 'granted - taken - 0 * pending;',
      },
    ],
    found: [
      {
        file: request,
        test: 'it takes no more than there is, what waits included; what is declined or withdrawn is free again',
        says: 'LEAVE_BALANCE_EXCEEDED',
      },
    ],
  },
  {
    name: 'leave: two requests at once take no turns',
    edits: [
      {
        file: `${leave}/request/request-leave.mutation.ts`,
        text: 'await takeTurns(request, [leaveTurn(personId)]);',
        instead: 'await takeTurns(request, [leaveTurn(id)]);',
      },
    ],
    found: [{ file: request, test: 'two at once do not exceed the balance, nor meet', says: 'LEAVE_' }],
  },
  {
    name: 'leave: what was cancelled is not given back',
    edits: [
      {
        file: `${leave}/request/act-on-leave.ts`,
        text: "if (act === 'CANCEL') enter(",
        instead: "if (act === 'CANCEL' && !leave) enter(",
      },
    ],
    found: [{ file: decide, test: cancelled, says: 'takenDays' }],
  },
  {
    name: 'leave: a family cancels it on its first day',
    edits: [
      {
        file: `${leave}/request/request.rules.ts`,
        text: "capacity !== 'OFFICE' && leave.firstDay <= today",
        instead: "capacity !== 'OFFICE' && leave.firstDay < today",
      },
    ],
    found: [{ file: decide, test: cancelled, says: 'LEAVE_BEGUN' }],
  },
  {
    name: 'leave: who was faster is named, be it a guardian',
    edits: [
      {
        file: `${leave}/request/shown-change.ts`,
        text: 'changedBy: hidesWho(request, ties, step, leave) ? null : changedBy',
        instead: 'changedBy: hidesWho(request, ties, step, leave) ? changedBy : changedBy',
      },
    ],
    found: [
      {
        file: sight,
        test: 'who was faster is not told where it was a guardian: but to themselves and to the office',
        says: '"changedBy": null',
      },
    ],
  },
  {
    name: 'leave: a registrar gives days to themselves',
    edits: [
      {
        file: `${leave}/balance/grant-leave.mutation.ts`,
        text: 'personId === by || wards.has(personId);',
        instead: 'personId !== by && wards.has(personId);',
      },
    ],
    found: [
      {
        file: sight,
        test: 'nobody of the office gives days to themselves, nor to a child of theirs',
        says: 'LEAVE_GRANT_OWN',
      },
    ],
  },
  {
    name: "leave: a guardian is shown a child's leave as a member of staff",
    edits: [
      {
        file: `${leave}/record/request.reads.ts`,
        text: "personId} or (r.audience = 'STUDENT' and",
        instead: "personId} or (r.audience <> 'NOBODY' and",
      },
    ],
    found: [
      {
        file: sight,
        test: "a guardian is shown the child's leave as a student, and not as somebody who works at the school",
        says: 'not.toContain',
      },
    ],
  },
  {
    name: 'leave: approvers are reminded every hour',
    edits: [
      {
        file: `${leave}/reminder/reminder.schedule.ts`,
        text: 'and not exists (select from leave_reminder where leave_request_id = r.id)',
        instead: 'and not exists (select from leave_reminder where leave_request_id = r.person_id)',
      },
    ],
    found: [
      {
        file: 'subgraphs/leave/tests/reminder.api.test.ts',
        test: 'of a request that has waited for two days, once; of one that was decided or is younger, never',
        says: 'leave_reminder_pkey',
      },
    ],
  },
  {
    name: 'excusals: they stay when the leave is cancelled',
    edits: [
      {
        file: `${attendance}/excusal/leave.reactions.ts`,
        text: '    request.em.remove(excusals);\n',
        instead: '',
      },
    ],
    found: [{ file: excusal, test: layer, says: 'toMatchObject' }],
  },
  {
    name: 'excusals: older news excuses what was cancelled',
    edits: [
      {
        file: `${attendance}/excusal/leave.reactions.ts`,
        text: "if (audience !== 'STUDENT' || !(await newerThan(request, guard, leaveRequestId, version ?? 1))) return;\n    const excusals = slots",
        instead: "if (audience !== 'STUDENT') return;\n    const excusals = slots",
      },
    ],
    found: [
      {
        file: excusal,
        test: 'staff who are away excuse nobody, and a cancellation that comes first leaves nothing to excuse',
        says: 'toEqual',
      },
    ],
  },
  {
    name: "excusals: leave lies over the office's own word where days are counted",
    edits: [
      {
        file: `${attendance}/register/count.asks.ts`,
        text: "code.excused or held.layer = 'TEACHER' and ",
        instead: 'code.excused or ',
      },
    ],
    found: [
      {
        file: excusal,
        test: "a present student is a conflict and counts as present, until the office's word settles it",
        says: '"excused": 0',
      },
    ],
  },
  {
    name: 'leave: whoever was asked to decide is sent what was withdrawn meanwhile',
    edits: [
      {
        file: `${notifications}/leave/leave.subject.ts`,
        text: 'found.filter(({ state }) => state === wanted)',
        instead: 'found.filter(({ state }) => state === wanted || state)',
      },
    ],
    found: [
      {
        file: told,
        test: 'that is withdrawn stands in the inbox of who was asked to decide, and what was not sent yet is not sent',
        says: 'toEqual',
      },
    ],
  },
  {
    name: "leave: a guardian without access is told what became of a student's",
    edits: [
      {
        file: `${notifications}/leave/leave.reactions.ts`,
        text: 'guardianships.filter(mayRead).map',
        instead: 'guardianships.map',
      },
    ],
    found: [
      {
        file: told,
        test: 'of a student that is approved is told to the guardians who may see the records, and to nobody else',
        says: 'toEqual',
      },
    ],
  },
  {
    name: 'leave: why days were given is shown to whoever sees the leave',
    edits: [
      {
        file: 'subgraphs/leave/src/balance/balance.resolver.ts',
        text: '    if (!kept?.as.includes(audience)) throw forbidden();\n',
        instead: '    if (!kept?.as.includes(audience) && grantId === null) throw forbidden();\n',
      },
    ],
    found: [
      {
        file: 'subgraphs/leave/tests/leave-sight.api.test.ts',
        test: 'why days were given is for the office alone, as who wrote it was told',
        says: 'FORBIDDEN',
      },
    ],
  },
  {
    name: 'leave: in a register that was taken it excuses by where the meeting was then',
    edits: [
      {
        file: 'subgraphs/attendance/src/register/move.reactions.ts',
        text: 'request.em.persist(Object.assign(moved, { id, startsAt }));',
        instead: 'Object.assign(moved, { id, startsAt });',
      },
    ],
    found: [
      {
        file: 'subgraphs/attendance/tests/excusal.api.test.ts',
        test: 'leave of the old time excuses no longer, and leave of the new time does; each is told once',
        says: '+   "ABSENT",',
      },
    ],
  },
];
