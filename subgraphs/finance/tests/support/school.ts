import { randomUUID } from 'node:crypto';
import type { Channels } from '@learnova/platform/channels';
import { newId } from '@learnova/platform/ids';
import { addDays } from '@learnova/platform/local-time';
import { TestSubgraph } from '@learnova/platform/testing/subgraph';
import type { RoleName } from '@learnova/schema/asks/users';
import { CarryOutInvoiceRun, PreviewInvoiceRun } from '@learnova/schema/jobs/finance';
import { Client } from 'pg';
import { finance } from '../../src/subgraph.ts';
import { type Academics, academicsOf } from './academics.answers.ts';

export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

export interface FoundInvoice {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly state: string;
  readonly dueOn: string;
  readonly outstanding: Money;
}

export interface FoundPayment {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly unallocated: Money;
  readonly allocations: readonly {
    readonly amount: Money;
    readonly invoice: { readonly id: string } | null;
  }[];
}

export const invoiceFields = 'id number version state dueOn outstanding { amountMinor currency }';
export const paymentFields =
  'id number version unallocated { amountMinor currency } allocations { amount { amountMinor } invoice { id } }';

/** A school with two children of one payer, a bursar, and neighbours that a test may change. */
export class FinanceSchool {
  readonly institution = newId();
  readonly school = newId();
  readonly otherSchool = newId();
  readonly term = newId();
  /** Of the school, of the institution above it, and of the other school. */
  readonly program = newId();
  readonly institutionProgram = newId();
  readonly otherProgram = newId();
  readonly bursar = newId();
  readonly payer = newId();
  readonly child = newId();
  readonly sibling = newId();
  readonly stranger = newId();
  /** Who is where, and of which grade. */
  readonly enrolled: Academics['enrolled'] = [];
  /** Who is in which program. */
  readonly inPrograms: Academics['inPrograms'] = [];
  readonly paying: { payerId: string; studentId: string; until: string | null }[] = [];
  readonly roles: { personId: string; role: RoleName; organizationId: string; until: string | null }[] = [];
  timeZone = 'Europe/Vienna';
  /** After so many answers academics is down. */
  answersOfCohort = Number.POSITIVE_INFINITY;
  today = '';
  subgraph!: TestSubgraph;

  static async open(): Promise<FinanceSchool> {
    const school = new FinanceSchool();
    const { bursar, payer, child, sibling, stranger, school: here } = school;
    school.roles.push({ personId: bursar, role: 'BURSAR', organizationId: here, until: null });
    for (const studentId of [child, sibling]) {
      school.enroll(studentId);
      school.paying.push({ payerId: payer, studentId, until: null });
    }
    school.enrolled.push({ studentId: stranger, organizationId: school.otherSchool, grade: '1', to: null });
    school.paying.push({ payerId: newId(), studentId: stranger, until: null });
    const channels = {} as Channels;
    school.subgraph = await TestSubgraph.start(finance, { answers: school.#answers, channels });
    const now = await school.subgraph.request().now();
    school.today = new Intl.DateTimeFormat('sv-SE', { timeZone: school.timeZone }).format(now);
    return school;
  }

  close(): Promise<void> {
    return this.subgraph.close();
  }

  enroll(studentId: string = newId(), grade = '1'): string {
    this.enrolled.push({ studentId, organizationId: this.school, grade, to: null });
    return studentId;
  }

  day(offset: number): string {
    return addDays(this.today, offset);
  }

  /** A command by the bursar, or by somebody else; its payload. */
  async command<T>(name: string, input: object, selection: string, by = this.bursar): Promise<T> {
    const data = await this.subgraph.as(by).data<Record<string, T>>(commandOf(name, selection), {
      input: { idempotencyKey: randomUUID(), ...input },
    });
    return data[name] as T;
  }

  /** The code with which a command is refused. */
  refusal(name: string, input: object, selection: string, by = this.bursar): Promise<string> {
    return this.subgraph
      .as(by)
      .code(commandOf(name, selection), { input: { idempotencyKey: randomUUID(), ...input } });
  }

  async feeItem(code = `F${randomUUID().slice(0, 8)}`, organizationId = this.school): Promise<string> {
    const input = { organizationId, code, title: `Fee ${code}` };
    const { feeItem } = await this.command<{ feeItem: { id: string } }>(
      'createFeeItem',
      input,
      'feeItem { id }',
    );
    return feeItem.id;
  }

  async structure(
    more: {
      amounts?: readonly number[];
      dueOn?: string;
      currency?: string;
      grade?: string | null;
      programId?: string | null;
    } = {},
  ) {
    const {
      amounts = [10_000],
      dueOn = this.day(14),
      currency = 'EUR',
      grade = null,
      programId = null,
    } = more;
    const charges = [];
    for (const amountMinor of amounts) charges.push({ feeItemId: await this.feeItem(), amountMinor });
    const { feeStructure } = await this.command<{ feeStructure: { id: string; version: number } }>(
      'createFeeStructure',
      {
        ...{ organizationId: this.school, academicSessionId: this.term, title: 'Fees', dueOn, currency },
        ...{ grade, programId, charges },
      },
      'feeStructure { id version }',
    );
    return feeStructure;
  }

  /** The dry run of a structure, done. */
  async preview(feeStructureId: string, more: object = {}): Promise<string> {
    const { invoiceRun } = await this.command<{ invoiceRun: { id: string } }>(
      'previewInvoiceRun',
      { feeStructureId, enrolledOn: this.today, requirePayer: false, ...more },
      'invoiceRun { id }',
    );
    await this.subgraph.carryOut(PreviewInvoiceRun, { invoiceRunId: invoiceRun.id });
    return invoiceRun.id;
  }

  async start(invoiceRunId: string, expectedVersion = 2): Promise<void> {
    await this.command('startInvoiceRun', { invoiceRunId, expectedVersion }, 'invoiceRun { id }');
    await this.subgraph.carryOut(CarryOutInvoiceRun, { invoiceRunId });
  }

  /** Invoices everybody who is enrolled: one run of one structure. */
  async invoice(more: Parameters<FinanceSchool['structure']>[0] = {}): Promise<void> {
    const { id } = await this.structure(more);
    await this.start(await this.preview(id));
  }

  /** All invoices of a student, the oldest first. */
  async invoicesOf(studentId: string, by = this.bursar): Promise<FoundInvoice[]> {
    const account = await this.account<{ invoices: { nodes: FoundInvoice[] } }>(
      studentId,
      `invoices { nodes { ${invoiceFields} } }`,
      by,
    );
    return account.invoices.nodes.toReversed();
  }

  async account<T>(studentId: string, selection: string, by = this.bursar): Promise<T> {
    const { _entities } = await this.subgraph
      .as(by)
      .data<{ _entities: { account: T }[] }>(
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Student { account { ${selection} } } } }`,
        { r: [{ __typename: 'Student', id: studentId }] },
      );
    return _entities[0]?.account as T;
  }

  async pay(
    amountMinor: number,
    allocations: readonly { invoiceId: string; amountMinor: number }[] = [],
    more: object = {},
  ): Promise<FoundPayment> {
    const { payment } = await this.command<{ payment: FoundPayment }>(
      'recordPayment',
      { ...this.paymentInput(amountMinor), allocations, ...more },
      `payment { ${paymentFields} }`,
    );
    return payment;
  }

  paymentInput(amountMinor: number, currency = 'EUR') {
    return {
      ...{ payerId: this.payer, organizationId: this.school, method: 'TRANSFER', receivedOn: this.today },
      amount: { amountMinor, currency },
    };
  }

  /** Rows of the books and of documents, as they stand in the tables. */
  async rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    const client = new Client({ connectionString: this.subgraph.databaseUrl });
    await client.connect();
    try {
      await client.query('set search_path to finance');
      return (await client.query(sql, values)).rows as T[];
    } finally {
      await client.end();
    }
  }

  readonly #answers = {
    'users.standing': ({ personId }: { personId: string }) => ({
      sessionEnded: false,
      roles: this.roles
        .filter((role) => role.personId === personId)
        .map((role) => ({ ...role, organizationIds: this.#subtree(role.organizationId) })),
    }),
    'users.organizations': ({ organizationIds }: { organizationIds: string[] }) =>
      organizationIds
        .filter((id) => this.#subtree(this.institution).includes(id))
        .map((organizationId) => ({
          ...{ organizationId, name: 'Organization', timeZone: this.timeZone, locale: 'en' },
          path: organizationId === this.institution ? [organizationId] : [this.institution, organizationId],
          subtree: this.#subtree(organizationId),
        })),
    'users.names': ({ personIds }: { personIds: string[] }) =>
      personIds.filter((id) => id !== nobody).map((personId) => ({ personId, name: 'Somebody' })),
    'users.pays-for': ({ payerIds }: { payerIds: string[] }) =>
      this.paying.filter(({ payerId }) => payerIds.includes(payerId)),
    'users.payers-of': ({ studentIds }: { studentIds: string[] }) =>
      this.paying.filter(({ studentId }) => studentIds.includes(studentId)),
    ...academicsOf(this),
  };

  #subtree(organizationId: string): string[] {
    const all = [this.institution, this.school, this.otherSchool];
    return organizationId === this.institution ? all : [organizationId];
  }
}

/** An id that nobody has. */
export const nobody = '00000000-0000-4000-8000-000000000000';

function commandOf(name: string, selection: string): string {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`;
}
