import { newId } from '@learnova/platform/ids';
import { CarryOutInvoiceRun, PreviewInvoiceRun } from '@learnova/schema/jobs/finance';
import { FinanceSchool } from './support/school.ts';

interface Run {
  readonly state: string;
  readonly version: number;
  readonly studentCount: number;
  readonly invoicedCount: number;
  readonly problemCount: number;
  readonly problems: { readonly nodes: readonly { problem: string; student: { id: string } }[] };
}

describe('an invoice run', () => {
  let school: FinanceSchool;
  beforeEach(async () => {
    school = await FinanceSchool.open();
  });
  afterEach(() => school?.close());

  async function runOf(id: string): Promise<Run> {
    const fields =
      'state version studentCount invoicedCount problemCount problems { nodes { problem student { id } } }';
    const { _entities } = await school.subgraph
      .as(school.bursar)
      .data<{ _entities: Run[] }>(
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on InvoiceRun { ${fields} } } }`,
        { r: [{ __typename: 'InvoiceRun', id }] },
      );
    return _entities[0] as Run;
  }
  const invoices = () =>
    school.rows<{ number: string; student_id: string }>(
      'select number, student_id from invoice order by number',
    );

  test('is tried out first, and invoices nobody then', async () => {
    const { id } = await school.structure({ amounts: [10_000, 2_500] });
    const run = await school.preview(id);
    expect(await runOf(run)).toMatchObject({
      state: 'PREVIEWED',
      studentCount: 2,
      invoicedCount: 0,
      problemCount: 0,
    });
    expect(await invoices()).toEqual([]);
    await school.start(run);
    expect(await runOf(run)).toMatchObject({
      state: 'DONE',
      studentCount: 2,
      invoicedCount: 2,
      problemCount: 0,
    });
    const [invoice] = await school.invoicesOf(school.child);
    expect(invoice).toMatchObject({ state: 'OPEN', outstanding: { amountMinor: 12_500, currency: 'EUR' } });
  });

  test('is not started before it was tried out, nor upon another state than was read, nor twice', async () => {
    const { id } = await school.structure();
    const input = { feeStructureId: id, enrolledOn: school.today };
    const { invoiceRun } = await school.command<{ invoiceRun: { id: string } }>(
      'previewInvoiceRun',
      input,
      'invoiceRun { id }',
    );
    const start = (expectedVersion: number) =>
      school.refusal(
        'startInvoiceRun',
        { invoiceRunId: invoiceRun.id, expectedVersion },
        'invoiceRun { id }',
      );
    expect(await start(1)).toBe('FINANCE_RUN_NOT_PREVIEWED');
    await school.subgraph.carryOut(PreviewInvoiceRun, { invoiceRunId: invoiceRun.id });
    expect(await start(1)).toBe('FINANCE_CHANGED');
    await school.start(invoiceRun.id);
    expect(await start((await runOf(invoiceRun.id)).version)).toBe('FINANCE_RUN_NOT_PREVIEWED');
  });

  test('lists those whom it could not invoice, each with the reason, and invoices the others', async () => {
    const payless = school.enroll();
    const before = school.enroll();
    school.paying.push({ payerId: school.payer, studentId: before, until: null });
    const { id } = await school.structure();
    await school.start(await school.preview(id, { requirePayer: true }));
    const newcomer = school.enroll();
    school.paying.push({ payerId: school.payer, studentId: newcomer, until: null });
    const later = school.enroll();
    school.paying.push({ payerId: school.payer, studentId: later, until: null });

    const run = await school.preview(id, { requirePayer: true });
    const left = school.enrolled.find(({ studentId }) => studentId === later);
    if (left) left.to = school.today;
    await school.start(run);

    const { problems, invoicedCount, studentCount } = await runOf(run);
    const reasons = new Map(problems.nodes.map(({ student, problem }) => [student.id, problem]));
    expect(invoicedCount).toBe(1);
    expect(studentCount).toBe(6);
    expect(reasons).toEqual(
      new Map([
        [school.child, 'ALREADY_INVOICED'],
        [school.sibling, 'ALREADY_INVOICED'],
        [before, 'ALREADY_INVOICED'],
        [payless, 'NO_PAYER'],
        [later, 'NOT_ENROLLED'],
      ]),
    );
    expect(await school.invoicesOf(newcomer)).toHaveLength(1);
  });

  test('goes on where it was when it broke down in the middle, with numbers without a gap', async () => {
    for (let n = 0; n < 448; n += 1) school.enroll();
    const { id } = await school.structure();
    const run = await school.preview(id);
    await school.command('startInvoiceRun', { invoiceRunId: run, expectedVersion: 2 }, 'invoiceRun { id }');
    // A neighbour that is asked once a portion breaks down at the second one.
    school.answersOfCohort = 1;
    await expect(school.subgraph.carryOut(CarryOutInvoiceRun, { invoiceRunId: run })).rejects.toThrow();
    expect(await runOf(run)).toMatchObject({ state: 'RUNNING', invoicedCount: 200 });
    school.answersOfCohort = Number.POSITIVE_INFINITY;
    await Promise.all([1, 2].map(() => school.subgraph.carryOut(CarryOutInvoiceRun, { invoiceRunId: run })));
    await school.subgraph.carryOut(CarryOutInvoiceRun, { invoiceRunId: run });
    expect(await runOf(run)).toMatchObject({ state: 'DONE', invoicedCount: 450, problemCount: 0 });
    const issued = await invoices();
    expect(new Set(issued.map(({ student_id }) => student_id)).size).toBe(450);
    const year = school.today.slice(0, 4);
    expect(issued.map(({ number }) => number)).toEqual(
      Array.from({ length: 450 }, (_, n) => `INV-${year}-${String(n + 1).padStart(6, '0')}`),
    );
  }, 120_000);

  test('is of the grade of its structure alone, and of no other school', async () => {
    const second = school.enroll(undefined, '2');
    const { id } = await school.structure({ grade: '2' });
    await school.start(await school.preview(id));
    expect((await invoices()).map(({ student_id }) => student_id)).toEqual([second]);
  });

  describe('for a program', () => {
    const admit = (studentId: string, to: string | null = null, programId = school.program) =>
      school.inPrograms.push({ studentId, programId, to });

    test('invoices those alone who are in it on the day of the cohort', async () => {
      const [left, leaves, other] = [school.enroll(), school.enroll(), school.enroll()];
      admit(school.child);
      admit(left, school.today);
      admit(leaves, school.day(1));
      admit(other, null, school.institutionProgram);
      const { id } = await school.structure({ programId: school.program });
      const run = await school.preview(id);
      expect(await runOf(run)).toMatchObject({ studentCount: 2, problemCount: 0 });
      await school.start(run);
      const billed = (await invoices()).map(({ student_id }) => student_id);
      expect(billed.sort()).toEqual([school.child, leaves].sort());
    });

    test('and a grade invoices those who are of both', async () => {
      const both = school.enroll(undefined, '2');
      const ofGrade = school.enroll(undefined, '2');
      for (const student of [school.child, both]) admit(student);
      const { id } = await school.structure({ grade: '2', programId: school.program });
      await school.start(await school.preview(id));
      expect((await invoices()).map(({ student_id }) => student_id)).toEqual([both]);
      expect(await school.invoicesOf(ofGrade)).toEqual([]);
    });

    test('asks again when it issues: who is no longer in it is listed, not invoiced', async () => {
      for (const student of [school.child, school.sibling]) admit(student);
      const { id } = await school.structure({ programId: school.program });
      const run = await school.preview(id);
      const left = school.inPrograms.find(({ studentId }) => studentId === school.sibling);
      if (left) left.to = school.today;
      await school.start(run);
      expect((await invoices()).map(({ student_id }) => student_id)).toEqual([school.child]);
      const { problems } = await runOf(run);
      expect(problems.nodes).toEqual([{ problem: 'NOT_ENROLLED', student: { id: school.sibling } }]);
    });

    test('takes one that the organization offers, or one above it, and shows it; any other is refused', async () => {
      const charges = [{ feeItemId: await school.feeItem(), amountMinor: 100 }];
      const create = (programId: string | null) => ({
        ...{ organizationId: school.school, academicSessionId: school.term, title: 'Fees', charges },
        ...{ dueOn: school.today, currency: 'EUR', programId },
      });
      for (const programId of [school.program, school.institutionProgram, null]) {
        const made = await school.command(
          'createFeeStructure',
          create(programId),
          'feeStructure { program { id } }',
        );
        expect(made).toEqual({ feeStructure: { program: programId && { id: programId } } });
      }
      const before = await school.rows('select id from fee_structure');
      for (const programId of [school.otherProgram, newId()]) {
        const input = { ...create(programId), idempotencyKey: newId() };
        const document =
          'mutation ($input: CreateFeeStructureInput!) { createFeeStructure(input: $input) { feeStructure { id } } }';
        const { errors } = await school.subgraph.as(school.bursar).run(document, { input });
        expect(errors?.[0]?.extensions).toMatchObject({
          ...{ code: 'BAD_USER_INPUT', field: ['input', 'programId'] },
        });
      }
      expect(await school.rows('select id from fee_structure')).toEqual(before);
    });
  });

  test('an invoice that was taken back is made anew by the next run', async () => {
    const { id } = await school.structure();
    await school.start(await school.preview(id));
    const [wrong] = await school.invoicesOf(school.child);
    const input = { invoiceId: wrong?.id, expectedVersion: 1, reason: 'Wrong amount' };
    await school.command('reverseInvoice', input, 'invoice { id }');
    await school.start(await school.preview(id));
    expect((await school.invoicesOf(school.child)).map(({ state }) => state)).toEqual(['REVERSED', 'OPEN']);
    expect(await school.invoicesOf(school.sibling)).toHaveLength(1);
  });

  test('a structure that is retired begins no run, and one late in its year leaves until today to pay', async () => {
    const late = await school.structure({ dueOn: school.day(-10) });
    await school.start(await school.preview(late.id));
    expect((await school.invoicesOf(school.child))[0]).toMatchObject({ dueOn: school.today, state: 'OPEN' });
    await school.command(
      'retireFeeStructure',
      { feeStructureId: late.id, expectedVersion: late.version },
      'feeStructure { retiredAt }',
    );
    const again = { feeStructureId: late.id, enrolledOn: school.today };
    expect(await school.refusal('previewInvoiceRun', again, 'invoiceRun { id }')).toBe(
      'FINANCE_FEE_STRUCTURE_RETIRED',
    );
  });

  test('that was tried out is not begun once its structure is retired', async () => {
    const wrong = await school.structure({ amounts: [100_000] });
    const run = await school.preview(wrong.id);
    await school.command(
      'retireFeeStructure',
      { feeStructureId: wrong.id, expectedVersion: wrong.version },
      'feeStructure { retiredAt }',
    );
    const start = { invoiceRunId: run, expectedVersion: 2 };
    expect(await school.refusal('startInvoiceRun', start, 'invoiceRun { id }')).toBe(
      'FINANCE_FEE_STRUCTURE_RETIRED',
    );
  });
});
