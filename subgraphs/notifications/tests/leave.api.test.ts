import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import type { EventContract } from '@learnova/schema/define';
import {
  LeaveApproved,
  LeaveCancelled,
  LeaveDeclined,
  LeaveReminderDue,
  LeaveRequested,
  LeaveWithdrawn,
} from '@learnova/schema/events/leave';
import { date } from './support/neighbours.ts';
import { School } from './support/school.ts';

let school: School;
let [mother, father, ada, teacher, registrar] = ['', '', '', '', ''];
beforeAll(async () => {
  school = await School.open();
});
afterAll(() => school.close());
beforeEach(() => {
  school.given.length = 0;
  [mother, father, ada, teacher, registrar] = ['Mother', 'Father', 'Ada', 'Teacher', 'Registrar'].map((who) =>
    school.person(`${who} Byron`, `${newId()}@example.test`),
  ) as [string, string, string, string, string];
  school.guards(mother, ada);
  school.guards(father, ada);
  school.overseers.splice(0, school.overseers.length, registrar);
});

const reactions = new Map<string, readonly [string, EventContract<never>]>([
  ['requested', ['PENDING', LeaveRequested as EventContract<never>]],
  ['reminder', ['PENDING', LeaveReminderDue as EventContract<never>]],
  ['approved', ['APPROVED', LeaveApproved as EventContract<never>]],
  ['declined', ['DECLINED', LeaveDeclined as EventContract<never>]],
  ['withdrawn', ['WITHDRAWN', LeaveWithdrawn as EventContract<never>]],
  ['cancelled', ['CANCELLED', LeaveCancelled as EventContract<never>]],
]);

function asked(
  more: { personId?: string; audience?: 'STUDENT' | 'STAFF'; requestedBy?: string } = {},
): string {
  const id = newId();
  const facts = { personId: ada, audience: 'STUDENT' as const, requestedBy: mother, ...more };
  school.leaves.set(id, { ...facts, decidedBy: null, state: 'PENDING' });
  return id;
}

/** Leave tells that something became of it, and stands so; heard as often as that. */
async function hear(
  what: string,
  id: string,
  actorId: string | null,
  more: object = {},
  times = 2,
): Promise<void> {
  const leave = school.leaves.get(id)!;
  const [state, contract] = reactions.get(what)!;
  leave.state = state;
  if (what === 'approved' || what === 'declined') leave.decidedBy = actorId;
  const { personId, audience } = leave;
  const payload = {
    leaveRequestId: id,
    personId,
    audience,
    approverIds: [teacher, registrar],
    slots: [],
    ...more,
  };
  const event = {
    id: newId(),
    organizationId: school.organizationId,
    occurredAt: `${date}T08:00:00Z`,
    actorId,
  };
  for (let n = 0; n < times; n += 1)
    await school.subgraph.react(`notifications.hear-leave-${what}`, contract as EventContract<object>, {
      ...{ ...event, payload },
    });
}
const kinds = async (person: string) => (await school.inbox(person)).map(({ kind }) => kind);
const subjects = (person: string) => school.mailsTo(person).map(({ subject }) => subject);

describe('Leave', () => {
  it('that is asked for is told once to each who may decide: when, and of nobody', async () => {
    await hear('requested', asked(), mother);
    await school.deliver();
    for (const who of [teacher, registrar]) {
      expect(await kinds(who)).toEqual(['LEAVE_REQUESTED']);
      expect(subjects(who)).toEqual(['A request for leave waits for you']);
      expect(school.mailsTo(who)[0]?.text).toContain(
        'Leave from Thursday 12 March 2026 to Friday 13 March 2026 was asked for',
      );
      expect(school.mailsTo(who)[0]?.text).not.toContain('Ada');
    }
    expect(await kinds(mother)).toEqual([]);
  });

  it.each([
    ['approved', 'LEAVE_APPROVED', 'Leave was granted'],
    ['declined', 'LEAVE_DECLINED', 'Leave was not granted'],
  ])(
    'of a student that is %s is told to the guardians who may see the records, and to nobody else',
    async (what, kind, subject) => {
      const [blind, kin] = [school.person('Blind'), school.person('Former')];
      school.guards(blind, ada, { recordsAccess: false });
      school.guards(kin, ada, { ended: true });
      await hear(what, asked(), teacher);
      await school.deliver();
      for (const who of [mother, father]) {
        expect(await kinds(who)).toEqual([kind]);
        expect(subjects(who)).toEqual([subject]);
        expect(school.mailsTo(who)[0]?.text).toContain('Leave of Ada Byron from');
      }
      for (const who of [blind, kin, ada, teacher, registrar]) expect(await kinds(who)).toEqual([]);
    },
  );

  it('of a member of staff is told to them, and to who has asked in their place; not to who decided', async () => {
    const member = school.person('Member', `${newId()}@example.test`);
    const leave = asked({ personId: member, audience: 'STAFF', requestedBy: registrar });
    await hear('approved', leave, teacher);
    await school.deliver();
    expect(school.mailsTo(member)[0]?.text).toContain('Your leave from');
    expect(subjects(registrar)).toEqual(['Leave was granted']);
    expect(school.mailsTo(registrar)[0]?.text).not.toContain('Member');
    expect(await kinds(teacher)).toEqual([]);
  });

  it.each([
    ['approved', 'LEAVE_APPROVED'],
    ['declined', 'LEAVE_DECLINED'],
    ['cancelled', 'LEAVE_CANCELLED'],
  ])(
    'that was asked for by a guardian who has lost access is told to them no more when %s',
    async (what, kind) => {
      const [ended, blind] = [school.person('Ended'), school.person('Blind')];
      school.guards(ended, ada, { ended: true });
      school.guards(blind, ada, { recordsAccess: false });
      for (const former of [ended, blind]) {
        await hear(what, asked({ requestedBy: former }), teacher);
        expect(await kinds(former)).toEqual([]);
      }
      expect(await kinds(mother)).toEqual([kind, kind]);
    },
  );

  it('of a student that the office has asked for is told to who asked, while they are of the office', async () => {
    await hear('approved', asked({ requestedBy: registrar }), teacher);
    await school.deliver();
    expect(subjects(registrar)).toEqual(['Leave was granted']);
    expect(school.mailsTo(registrar)[0]?.text).not.toContain('Ada');
    school.overseers.length = 0;
    await hear('declined', asked({ requestedBy: registrar }), teacher);
    expect(await kinds(registrar)).toEqual(['LEAVE_APPROVED']);
  });

  it('of a student who has no guardian is told to the student', async () => {
    const alone = school.person('Alone', `${newId()}@example.test`);
    await hear('declined', asked({ personId: alone, requestedBy: alone }), teacher);
    expect(await kinds(alone)).toEqual(['LEAVE_DECLINED']);
  });

  it('that is withdrawn stands in the inbox of who was asked to decide, and what was not sent yet is not sent', async () => {
    const leave = asked();
    await hear('requested', leave, mother);
    await hear('withdrawn', leave, mother);
    await school.deliver();
    expect(await kinds(teacher)).toEqual(['LEAVE_REQUESTED', 'LEAVE_WITHDRAWN']);
    expect(subjects(teacher)).toEqual([]);
    expect((await school.deliveriesTo(teacher)).map(({ state }) => state)).toEqual(['CANCELLED']);
    expect(subjects(father)).toEqual(['A request for leave was withdrawn']);
    expect(await kinds(mother)).toEqual([]);
  });

  it('that is cancelled is told to who had granted it', async () => {
    const leave = asked();
    await hear('approved', leave, teacher);
    await hear('cancelled', leave, mother);
    await school.deliver();
    expect(subjects(teacher)).toEqual(['Leave was cancelled']);
    expect(school.mailsTo(teacher)[0]?.text).not.toContain('Ada');
    expect(await kinds(father)).toEqual(['LEAVE_APPROVED', 'LEAVE_CANCELLED']);
  });

  it('whose news comes late is told as it stands: what was decided is asked of nobody', async () => {
    const leave = asked();
    await hear('approved', leave, teacher);
    const late = school.leaves.get(leave)!;
    await hear('requested', leave, mother, {}, 0);
    late.state = 'APPROVED';
    await school.subgraph.react('notifications.hear-leave-requested', LeaveRequested, {
      payload: { leaveRequestId: leave, personId: ada, audience: 'STUDENT', approverIds: [registrar] },
    });
    expect(await kinds(registrar)).toEqual([]);
  });

  it('that waits for two days is reminded of in one message for each who may decide, of all of it that waits still', async () => {
    const [one, other, decided] = [asked(), asked(), asked()];
    school.leaves.get(decided)!.state = 'DECLINED';
    const reminders = [
      [one, [teacher]],
      [other, [teacher, registrar]],
      [decided, [registrar]],
    ].map(([leaveRequestId, approverIds]) => ({
      leaveRequestId,
      personId: ada,
      audience: 'STUDENT',
      approverIds,
    }));
    await hear('reminder', one, null, { reminders });
    await school.deliver();
    expect(subjects(teacher)).toEqual(['Requests for leave still wait for you']);
    expect(subjects(registrar)).toEqual(['A request for leave still waits for you']);
  });

  it('is found no more by a guardian who may see the records no longer, and no mail goes to them', async () => {
    const rights = school.rights.filter(({ guardian }) => guardian === father);
    await hear('approved', asked(), teacher);
    for (const one of rights) one.recordsAccess = false;
    await school.deliver();
    expect(subjects(father)).toEqual([]);
    const inbox = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Viewer { inbox { nodes { title body } } } } }`;
    const of = async (person: string) =>
      (
        await school.subgraph.as(person).data<{ _entities: [{ inbox: { nodes: object[] } }] }>(inbox, {
          r: [{ __typename: 'Viewer', id: person }],
        })
      )._entities[0].inbox.nodes;
    expect(await of(father)).toEqual([]);
    expect(await of(mother)).toEqual([
      {
        title: 'Leave was granted',
        body: 'Leave from Thursday 12 March 2026 to Friday 13 March 2026 was granted.',
      },
    ]);
  });
});
