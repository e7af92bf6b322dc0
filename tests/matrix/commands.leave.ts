import { randomUUID } from 'node:crypto';
import { addDays } from '@learnova/platform/local-time';
import { dayIn } from '../../scripts/seed/days.ts';
import { marked } from '../../scripts/seed/marks.ts';
import { type Role, roles, unknownId } from './cast.ts';
import type { Command, Try } from './commands.ts';

const key = () => ({ idempotencyKey: randomUUID() });
const day = (offset: number) => addDays(dayIn('Europe/Vienna', new Date()), offset);
const leaveOf = ({ scene }: Try) => scene.school.school.leave;
const madeOr = (t: Try, command: string, otherwise: string) =>
  (t.which === 'own' && t.made.get(`${command} ${t.role}`)) || otherwise;
const typeOf = (t: Try, audience: 'STUDENT' | 'STAFF') =>
  leaveOf(t).types.find((type) => type.audience === audience)?.id ?? unknownId;
/** What the student has asked for: the one that stands longest. */
const requestOf = (t: Try) =>
  leaveOf(t).requests.find(({ personId }) => personId === t.student)?.id ?? unknownId;
/** Own days for each role, so that none stands in another's way. */
const dayOf = ({ role }: Try, from: number) => day(from + roles.indexOf(role));
/** Of the registry, where an administrator acts as such in the school. */
const placeOf = ({ role, which, organization, scene }: Try) =>
  role === 'admin' && which === 'own' ? scene.school.ids.school : organization;
const reason = `Away ${marked('reason', 'leave-nobody')}`;
const found = 'leaveRequest { id state person { id } history { state by { id } } }';
const deciders: readonly Role[] = ['teacher', 'colleague', 'office', 'admin', 'stranger'];
const applicants: readonly Role[] = ['guardian', 'other-g', 'office', 'admin'];

const input = (t: Try, firstDay: string) => ({
  ...{ personId: t.student, leaveTypeId: typeOf(t, 'STUDENT'), firstDay, lastDay: firstDay, ...key() },
});

async function send(t: Try, by: Role, name: string, variables: object): Promise<string> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const data = await t.scene.players[by].visitor.data<Record<string, { leaveRequest: { id: string } }>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { leaveRequest { id } } }`,
    { input: variables },
  );
  return data[name]?.leaveRequest.id ?? unknownId;
}

/** A request of somebody else's for those who may decide; for the others, one that stands. */
function anotherRequest(t: Try, from: number): Promise<string> | string {
  if (t.which !== 'own' || !deciders.includes(t.role)) return requestOf(t);
  return send(t, t.role === 'admin' ? 'office' : 'admin', 'requestLeave', input(t, dayOf(t, from)));
}

/** Leave that is granted and has not begun, for those who may take it back; for the others, one that stands. */
async function anotherLeave(t: Try): Promise<string> {
  if (t.which !== 'own' || !applicants.includes(t.role)) return requestOf(t);
  const leaveRequestId = await send(t, 'office', 'requestLeave', input(t, dayOf(t, 45)));
  return send(t, 'admin', 'approveLeave', { leaveRequestId, expectedVersion: 1, ...key() });
}

/** Every mutation of leave, in an order in which the later ones find what the earlier ones made. */
export const leaveCommands: readonly Command[] = [
  {
    name: 'createLeaveType',
    selection: 'leaveType { id name organization { id } }',
    makes: ({ leaveType }) => leaveType?.id,
    input: (t) => ({
      ...{ organizationId: placeOf(t), name: 'Sabbatical', audience: 'STAFF', hasBalance: true, ...key() },
    }),
  },
  {
    name: 'changeLeaveType',
    selection: 'leaveType { id name isActive }',
    input: (t) => ({
      leaveTypeId: t.which === 'none' ? unknownId : madeOr(t, 'createLeaveType', typeOf(t, 'STAFF')),
      ...{ name: 'Sabbatical', isActive: false, expectedVersion: 1, ...key() },
    }),
  },
  {
    name: 'setWorkPattern',
    selection: 'workPattern { id from days { weekday parts } }',
    input: ({ staff: staffId }) => ({
      ...{ staffId, from: day(50), days: [{ weekday: 'MONDAY', parts: ['MORNING'] }], ...key() },
    }),
  },
  {
    name: 'grantLeave',
    selection: 'entries { id kind days }',
    input: (t) => ({
      ...{ personIds: [t.staff], leaveTypeId: typeOf(t, 'STAFF'), leaveYear: 2030, days: 1.5, ...key() },
    }),
  },
  {
    name: 'requestLeave',
    selection: found,
    makes: ({ leaveRequest }) => leaveRequest?.id,
    input: (t) => ({ ...input(t, dayOf(t, 5)), reason }),
  },
  {
    name: 'withdrawLeave',
    selection: found,
    input: (t) => ({
      leaveRequestId: madeOr(t, 'requestLeave', requestOf(t)),
      ...{ expectedVersion: 1, ...key() },
    }),
  },
  {
    name: 'approveLeave',
    selection: found,
    input: async (t) => ({ leaveRequestId: await anotherRequest(t, 18), expectedVersion: 1, ...key() }),
  },
  {
    name: 'declineLeave',
    selection: found,
    input: async (t) => ({
      leaveRequestId: await anotherRequest(t, 28),
      ...{ comment: 'There are exams', expectedVersion: 1, ...key() },
    }),
  },
  {
    name: 'cancelLeave',
    selection: found,
    input: async (t) => ({ leaveRequestId: await anotherLeave(t), expectedVersion: 2, ...key() }),
  },
];
