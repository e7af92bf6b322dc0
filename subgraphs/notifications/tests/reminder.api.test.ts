import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@learnova/platform/ids';
import { ReminderDue } from '@learnova/schema/events/finance';
import { SendDelivery } from '@learnova/schema/jobs/notifications';
import { date } from './support/neighbours.ts';
import { School } from './support/school.ts';

let school: School;
let [mother, father, ada, alan] = ['', '', '', ''];
let [adasFee, adasTrip, alansFee] = ['', '', ''];
beforeAll(async () => {
  school = await School.open();
});
afterAll(() => school.close());

beforeEach(() => {
  for (const sent of [school.given, school.texted]) sent.length = 0;
  [mother, father] = ['Mother', 'Father'].map((who) =>
    school.person(`${who} Byron`, `${newId()}@example.test`),
  ) as [string, string];
  [ada, alan] = [school.person('Ada Byron'), school.person('Alan Byron')];
  school.payers.push({ payerId: mother, studentId: ada }, { payerId: mother, studentId: alan });
  school.payers.push({ payerId: father, studentId: ada });
  const invoice = (studentId: string, number: string, outstandingMinor: number) => {
    const id = newId();
    school.invoices.set(id, { studentId, number, outstandingMinor });
    return id;
  };
  [adasFee, adasTrip, alansFee] = [
    invoice(ada, 'I-1', 125_000),
    invoice(ada, 'I-2', 950),
    invoice(alan, 'I-3', 1),
  ];
});

type Kind = 'DUE_SOON' | 'OVERDUE';
const due = (...reminders: readonly (readonly [string, string, Kind])[]) => ({
  id: newId(),
  organizationId: school.organizationId,
  occurredAt: `${date}T20:00:00.000Z`,
  payload: {
    reminders: reminders.map(([invoiceId, studentId, kind]) => ({ invoiceId, studentId, kind, step: 1 })),
  },
});
const hear = (event: ReturnType<typeof due>) =>
  school.subgraph.react('notifications.hear-reminder', ReminderDue, {
    aggregateId: newId(),
    version: 1,
    ...event,
  });
const inboxOf = async (person: string) => {
  const { _entities } = await school.subgraph.as(person).data<{
    _entities: [
      {
        inbox: { nodes: { kind: string; title: string; body: string; students: { id: string }[] }[] };
        unreadCount: number;
      },
    ];
  }>(
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Viewer { unreadCount inbox { nodes { kind title body students { id } } } } } }',
    { r: [{ __typename: 'Viewer', id: person }] },
  );
  return _entities[0].inbox.nodes;
};

describe('A reminder of invoices', () => {
  it('is one message for each who pays, of all children and invoices for which they do', async () => {
    await hear(due([adasFee, ada, 'OVERDUE'], [alansFee, alan, 'OVERDUE'], [adasTrip, ada, 'DUE_SOON']));
    await school.deliver();
    const overdue = school.mailsTo(mother).find(({ subject }) => subject === 'Invoices are overdue');
    expect(overdue?.text).toContain('- Ada Byron, invoice I-1: EUR 1,250.00, due on Thursday 12 March 2026');
    expect(overdue?.text).toContain('- Alan Byron, invoice I-3: EUR 0.01');
    expect(
      school
        .mailsTo(mother)
        .map(({ subject }) => subject)
        .toSorted(),
    ).toEqual(['An invoice is to be paid soon', 'Invoices are overdue']);
    const his = school
      .mailsTo(father)
      .map(({ text }) => text)
      .join();
    expect(his).toMatch(/I-1.*I-2|I-2.*I-1/s);
    expect(his).not.toContain('Alan');
  });

  it('stands in the inbox without a name or an amount', async () => {
    await hear(due([adasFee, ada, 'OVERDUE']));
    expect(await inboxOf(father)).toEqual([
      {
        kind: 'INVOICE_OVERDUE',
        title: 'An invoice is overdue',
        body: '1 invoice is overdue. What is owed stands in the account.',
        students: [{ id: ada }],
      },
    ]);
  });

  it('that is heard twice, and twice at once, is told once', async () => {
    const event = due([adasFee, ada, 'OVERDUE']);
    await Promise.all([hear(event), hear(event)]);
    await hear(event);
    await school.deliver();
    expect([await school.inbox(father), school.mailsTo(father)].map((all) => all.length)).toEqual([1, 1]);
  });

  it('does not speak of what was paid before the message was written', async () => {
    await hear(due([adasFee, ada, 'OVERDUE'], [adasTrip, ada, 'OVERDUE']));
    Object.assign(school.invoices.get(adasFee)!, { outstandingMinor: 0 });
    await school.deliver();
    expect(school.mailsTo(father)[0]?.text).not.toContain('I-1');
    expect(school.mailsTo(father)[0]?.text).toContain('I-2');
  });

  it('is not sent where all of it was paid, nor to who pays no longer; and who pays no longer finds it no more', async () => {
    await hear(due([adasFee, ada, 'OVERDUE'], [alansFee, alan, 'OVERDUE']));
    school.invoices.delete(alansFee);
    school.payers.splice(0, school.payers.length, { payerId: father, studentId: ada });
    await school.deliver();
    expect(await school.deliveriesTo(mother)).toEqual([{ state: 'CANCELLED', steps: ['WITHHELD'] }]);
    expect(school.mailsTo(mother)).toEqual([]);
    expect(await inboxOf(mother)).toEqual([]);
    expect(await inboxOf(father)).toHaveLength(1);
  });

  it('for whom nobody pays is told to nobody', async () => {
    const orphan = school.person('Nobody');
    await hear(due([newId(), orphan, 'OVERDUE']));
    expect(await inboxOf(orphan)).toEqual([]);
  });

  it('costs as many statements for a hundred payers as for ten', async () => {
    const cost = async (count: number) => {
      const children = Array.from({ length: count }, () => school.person('Child'));
      for (const child of children) school.payers.push({ payerId: school.person('Payer'), studentId: child });
      const before = school.subgraph.statements.length;
      await hear(due(...children.map((child): [string, string, Kind] => [newId(), child, 'DUE_SOON'])));
      return school.subgraph.statements.length - before;
    };
    expect(await cost(100)).toBeLessThanOrEqual((await cost(10)) + 2);
  });

  it('leaves no name and no amount in orders and events', async () => {
    await hear(due([adasFee, ada, 'OVERDUE']));
    const { rows } = await school.subgraph
      .request()
      .reads<{ outbox_message: { payload: unknown; live: unknown } }>()
      .selectFrom('outbox_message')
      .select(['payload', 'live'])
      .execute()
      .then((all) => ({ rows: JSON.stringify(all) }));
    expect(rows).not.toMatch(/Byron|125000|1,250|example\.test/);
  });
});

describe('A text message that can wait', () => {
  const set =
    'mutation ($input: SetNotificationPreferencesInput!) { setNotificationPreferences(input: $input) { preferences { version } } }';
  /** Quiet in the hour from now on, by the wall of the school, or in an hour that has passed. */
  async function quietFrom(hours: number): Promise<void> {
    const now = (await school.subgraph.request().now()).getTime();
    const wall = (at: number) =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone: 'Asia/Kolkata',
        hour: '2-digit',
        minute: '2-digit',
      }).format(at);
    const from = now + hours * 3_600_000;
    await school.subgraph.as(father).data(set, {
      input: {
        choices: [{ category: 'FEES', channels: ['SMS'] }],
        quietHours: { from: wall(from), to: wall(from + 3_600_000) },
        ...{ expectedVersion: 0, idempotencyKey: newId() },
      },
    });
    school.phones.set(father, '+12025550143');
  }

  it('waits for the end of quiet hours, and goes then', async () => {
    await quietFrom(-0.5);
    await hear(due([adasFee, ada, 'OVERDUE']));
    await school.deliver();
    expect(school.texted).toEqual([]);
    expect(await school.deliveriesTo(father)).toEqual([{ state: 'PENDING', steps: [] }]);
    const now = (await school.subgraph.request().now()).getTime();
    const waits = Number((await school.orders(SendDelivery.name)).at(-1)?.runAt) - now;
    expect(waits).toBeGreaterThan(28 * 60_000);
    expect(waits).toBeLessThanOrEqual(30 * 60_000);
    await school.subgraph.advance(31 * 60_000);
    await school.deliver();
    expect(school.texted.map(({ text }) => text)).toEqual([expect.stringContaining('An invoice is overdue')]);
    expect(school.texted[0]?.text).not.toMatch(/Byron|1,250/);
  });

  it('goes at once in an hour that is not quiet', async () => {
    await quietFrom(-2);
    await hear(due([adasFee, ada, 'OVERDUE']));
    await school.deliver();
    expect(school.texted).toHaveLength(1);
  });
});
