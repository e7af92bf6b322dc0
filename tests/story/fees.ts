import { randomUUID } from 'node:crypto';
import { addDays } from '@learnova/platform/local-time';
import { dayIn } from '../../scripts/seed/days.ts';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import type { SmallSchool } from '../../scripts/seed/small-school.ts';
import { Visitor } from '../../scripts/story/client.ts';

interface Amount {
  readonly amountMinor: number;
}
export interface Account {
  readonly id: string;
  readonly balances: readonly Amount[];
  readonly holds: readonly { readonly since: string; readonly overdue: Amount }[];
  readonly statements: readonly { readonly closing: Amount }[];
  readonly ageing: readonly { readonly total: Amount }[];
  readonly invoices: {
    readonly nodes: readonly {
      id: string;
      number: string;
      state: string;
      dueOn: string;
      outstanding: Amount;
    }[];
  };
}
interface Payment {
  readonly number: string;
  readonly unallocated: Amount;
  readonly allocations: readonly { readonly amount: Amount }[];
}
interface Run {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly studentCount: number;
  readonly invoicedCount: number;
  readonly problems: { readonly nodes: readonly { problem: string }[] };
}

/** As far as it is shown. */
interface Result {
  readonly id: string;
  readonly state: string;
  readonly percentage: string | null;
}
const result = 'id state percentage';

const account = `id balances { amountMinor } holds { since overdue { amountMinor } } statements { closing { amountMinor } }
  ageing { total { amountMinor } } invoices { nodes { id number state dueOn outstanding { amountMinor } } }`;

/** Whoever plays: signed in at the gateway of a system with the small school. */
export class FeesStory {
  readonly #url: string;
  readonly #school: SmallSchool;
  bursar!: Visitor;
  guardian!: Visitor;

  constructor(url: string, school: SmallSchool) {
    this.#url = url;
    this.#school = school;
  }

  async begin(): Promise<void> {
    const nobody = new Visitor(this.#url);
    this.bursar = await nobody.signIn(emailOf('bursar'), password);
    this.guardian = await nobody.signIn(emailOf('guardian'), password);
  }

  day(offset: number): string {
    return addDays(dayIn('Europe/Vienna', new Date()), offset);
  }

  async accountOf(studentId: string, by = this.guardian): Promise<Account> {
    const { student } = await by.data<{ student: { account: Account } }>(
      `query ($id: UUID!) { student(id: $id) { account { ${account} } } }`,
      { id: studentId },
    );
    return student.account;
  }

  /** The account of the child as the guardian watches it. */
  watch(studentId: string) {
    return this.guardian.watch<{ accountChanged: Account }>(
      `subscription ($id: UUID!) { accountChanged(studentId: $id) { ${account} } }`,
      { id: studentId },
    );
  }

  /** What the guardian sees of the child's published results. */
  async resultsOf(studentId: string): Promise<readonly Result[]> {
    const { student } = await this.guardian.data<{ student: { results: Result[] } }>(
      `query ($id: UUID!) { student(id: $id) { results { ${result} } } }`,
      { id: studentId },
    );
    return student.results;
  }

  /** Results of the child as the guardian hears of them. */
  listen(studentId: string) {
    return this.guardian.watch<{ resultPublished: Result }>(
      `subscription ($id: UUID!) { resultPublished(studentId: $id) { ${result} } }`,
      { id: studentId },
    );
  }

  /** What is owed of the child by the guardian's first screen, which is kept a moment later. */
  async owedOnScreen(studentId: string, expected: number): Promise<number> {
    type Home = {
      readonly student: { readonly id: string };
      readonly owed: readonly { outstanding: Amount }[];
    };
    for (let tries = 0; ; tries += 1) {
      const { viewer } = await this.guardian.data<{ viewer: { home: { students: Home[] } } }>(
        '{ viewer { home { students { student { id } owed { outstanding { amountMinor } } } } } }',
      );
      const home = viewer.home.students.find(({ student }) => student.id === studentId);
      const owed = home?.owed.reduce((sum, { outstanding }) => sum + outstanding.amountMinor, 0) ?? 0;
      if (owed === expected || tries === 200) return owed;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** A fee for a grade or a program: tried out, run, and waited for. Both the dry run and the run. */
  async invoice(
    amountMinor: number,
    whom: { readonly grade: string } | { readonly programId: string },
    requirePayer: boolean,
  ): Promise<[Run, Run]> {
    const { ids } = this.#school;
    const organizationId = ids.school;
    const { feeItem } = await this.#command<{ feeItem: { id: string } }>(
      'createFeeItem',
      { organizationId, code: `TRIP-${randomUUID().slice(0, 6)}`, title: 'Trip' },
      'feeItem { id }',
    );
    const { feeStructure } = await this.#command<{ feeStructure: { id: string } }>(
      'createFeeStructure',
      {
        ...{ organizationId, academicSessionId: ids.term, ...whom, title: 'Trip', dueOn: this.day(20) },
        ...{ currency: 'EUR', charges: [{ feeItemId: feeItem.id, amountMinor }] },
      },
      'feeStructure { id }',
    );
    const { invoiceRun } = await this.#command<{ invoiceRun: Run }>(
      'previewInvoiceRun',
      { feeStructureId: feeStructure.id, enrolledOn: this.day(0), requirePayer },
      'invoiceRun { id }',
    );
    const previewed = await this.#runThatIs('PREVIEWED', invoiceRun.id);
    const input = { invoiceRunId: invoiceRun.id, expectedVersion: previewed.version };
    await this.#command('startInvoiceRun', input, 'invoiceRun { id }');
    return [previewed, await this.#runThatIs('DONE', invoiceRun.id)];
  }

  pay(
    allocations: readonly { invoiceId: string; amountMinor: number }[],
    idempotencyKey: string,
  ): Promise<{ payment: Payment }> {
    const amountMinor = allocations.reduce((sum, one) => sum + one.amountMinor, 0);
    return this.#command(
      'recordPayment',
      {
        ...{
          payerId: this.#school.ids.guardian,
          organizationId: this.#school.ids.school,
          method: 'TRANSFER',
        },
        ...{ amount: { amountMinor, currency: 'EUR' }, receivedOn: this.day(0), allocations, idempotencyKey },
      },
      'payment { number unallocated { amountMinor } allocations { amount { amountMinor } } }',
    );
  }

  async #command<T>(name: string, input: object, selection: string): Promise<T> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const data = await this.bursar.data<Record<string, T>>(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`,
      { input: { idempotencyKey: randomUUID(), ...input } },
    );
    return data[name] as T;
  }

  async #runThatIs(state: string, id: string): Promise<Run> {
    type Runs = { organization: { billing: { invoiceRuns: Run[] } } };
    for (let tries = 0; tries < 400; tries += 1) {
      const { organization } = await this.bursar.data<Runs>(
        `query ($id: UUID!) { organization(id: $id) { billing { invoiceRuns {
          id version state studentCount invoicedCount problems(first: 200) { nodes { problem } } } } } }`,
        { id: this.#school.ids.school },
      );
      const run = organization.billing.invoiceRuns.find((one) => one.id === id);
      if (run?.state === state) return run;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the run is never ${state}`);
  }
}
