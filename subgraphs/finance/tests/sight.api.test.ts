import { newId } from '@learnova/platform/ids';
import {
  FinanceSchool,
  type FoundInvoice,
  type FoundPayment,
  invoiceFields,
  paymentFields,
} from './support/school.ts';

describe('who sees an account', () => {
  let school: FinanceSchool;
  let payment: FoundPayment;
  beforeAll(async () => {
    school = await FinanceSchool.open();
    await school.invoice({ amounts: [10_000] });
    const [invoice] = await school.invoicesOf(school.child);
    payment = await school.pay(4_000, [{ invoiceId: invoice?.id ?? '', amountMinor: 3_000 }]);
  });
  afterAll(() => school?.close());

  const balance = (by: string, studentId = school.child) =>
    school.subgraph
      .as(by)
      .run(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Student { account { balances { amountMinor } } } } }',
        { r: [{ __typename: 'Student', id: studentId }] },
      );
  const seen = async (by: string, studentId?: string) =>
    JSON.stringify((await balance(by, studentId)).data).includes('7000');

  test('the student, who pays now, and the bursar; not a teacher, a registrar or a stranger', async () => {
    const [teacher, registrar, otherBursar] = [newId(), newId(), newId()];
    school.roles.push(
      { personId: teacher, role: 'TEACHER', organizationId: school.school, until: null },
      { personId: registrar, role: 'REGISTRAR', organizationId: school.school, until: null },
      { personId: otherBursar, role: 'BURSAR', organizationId: school.otherSchool, until: null },
    );
    const who = [school.child, school.payer, school.bursar, teacher, registrar, otherBursar, newId()];
    expect(await Promise.all(who.map((one) => seen(one)))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test('who pays no longer sees the own payments, and nothing of what they paid for', async () => {
    const pair = school.paying.splice(0, 2);
    expect(await seen(school.payer)).toBe(false);
    const { _entities } = await school.subgraph.as(school.payer).data<{
      _entities: { payments: { nodes: FoundPayment[] } }[];
    }>(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { payments { nodes { ${paymentFields} } } } } }`,
      { r: [{ __typename: 'Person', id: school.payer }] },
    );
    expect(_entities[0]?.payments.nodes).toMatchObject([
      { id: payment.id, unallocated: { amountMinor: 1_000 }, allocations: [{ invoice: null }] },
    ]);
    school.paying.push(...pair);
  });

  test('two who pay for one student see its invoices, and each the own payments alone', async () => {
    const other = newId();
    school.paying.push({ payerId: other, studentId: school.child, until: null });
    const shown = await school.account<{
      invoices: { nodes: { allocations: { amount: object; payment: object | null }[] }[] };
    }>(school.child, 'invoices { nodes { allocations { amount { amountMinor } payment { id } } } }', other);
    expect(shown.invoices.nodes[0]?.allocations).toEqual([{ amount: { amountMinor: 3_000 }, payment: null }]);
  });

  test("the viewer's invoices are those of all for whom they pay", async () => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Viewer { invoices { nodes { ${invoiceFields} } } } } }`;
    const { _entities } = await school.subgraph
      .as(school.payer)
      .data<{ _entities: { invoices: { nodes: FoundInvoice[] } }[] }>(query, {
        r: [{ __typename: 'Viewer', id: school.payer }],
      });
    expect(_entities[0]?.invoices.nodes).toHaveLength(2);
  });

  test('a bursar of another school can do nothing here, and cannot tell what there is', async () => {
    const other = newId();
    school.roles.push({ personId: other, role: 'BURSAR', organizationId: school.otherSchool, until: null });
    const refund = {
      ...{ paymentId: payment.id, amount: { amountMinor: 1, currency: 'EUR' } },
      ...{ reason: 'No', expectedVersion: payment.version },
    };
    expect(await school.refusal('refundPayment', refund, 'refund { id }', other)).toBe('NOT_FOUND');
    expect(await school.refusal('refundPayment', refund, 'refund { id }', school.payer)).toBe('FORBIDDEN');
    expect(await school.refusal('recordPayment', school.paymentInput(5), 'payment { id }', other)).toBe(
      'FORBIDDEN',
    );
  });

  test('an account costs as many statements for a long history as for a short one', async () => {
    const account =
      'balances { amountMinor } invoices { nodes { number allocations { amount { amountMinor } } } } holds { since }';
    const count = async () => {
      const before = school.subgraph.statements.length;
      await school.account(school.child, account, school.payer);
      return school.subgraph.statements.length - before;
    };
    const few = await count();
    for (let n = 0; n < 3; n += 1) await school.invoice();
    expect(await count()).toBe(few);
  });

  test('what many students owe costs as many statements as what one does', async () => {
    const count = async (ids: readonly string[]) => {
      const before = school.subgraph.statements.length;
      await school.subgraph
        .as(school.bursar)
        .data(
          'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Student { account { balances { amountMinor } ageing { total { amountMinor } } holds { since } } } } }',
          { r: ids.map((id) => ({ __typename: 'Student', id })) },
        );
      return school.subgraph.statements.length - before;
    };
    const one = await count([school.child]);
    expect(
      await count([school.child, school.sibling, ...Array.from({ length: 20 }, () => school.enroll())]),
    ).toBe(one);
  });
});
