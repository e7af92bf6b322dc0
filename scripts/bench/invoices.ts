import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { addDays } from '@learnova/platform/local-time';
import { dayIn } from '../seed/days.ts';
import type { Visitor } from '../story/client.ts';
import type { Benchmark, Outcome, Scope } from './benchmark.ts';
import { openGround } from './ground.ts';
import { comparison, interleaved } from './rounds.ts';
import { RowsSql } from './rows-sql.ts';
import { type BenchSchool, benchSchool } from './school.ts';
import { openSystem, signIn } from './system.ts';

interface Run {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly invoicedCount: number;
}

/** What a run writes. */
const written = [
  ...['invoice', 'ledger_posting', 'ledger_line', 'invoice_run_item', 'invoice_run_outcome', 'audit_entry'],
];

/** An invoice for each student of a large school, from the bursar's click until the last one is posted. */
export const invoices: Benchmark = {
  name: 'invoices',
  title: 'an invoice run of 10,000, against the same rows in one statement a table',
  run: measure,
};

async function measure(scope: Scope): Promise<Outcome> {
  const ground = scope.keep(await openGround({ redis: false }));
  const classes = Array<number>(scope.isQuick ? 8 : 400).fill(25);
  const students = classes.length * 25;
  const sizes = { classes, teachers: 1, sectionsOfClass: 0, meetings: 0, taken: 0, hasWarden: false };
  const school = benchSchool(sizes, new Date());
  const system = scope.keep(await openSystem(ground, school));
  const { visitor } = await signIn(system.url, school.bursar);
  const sql = scope.keep(await RowsSql.open(ground.databaseUrl, 'finance', written));

  const faults: string[] = [];
  const runOnce = async () => {
    const { took, run } = await invoiceAll(visitor, school);
    if (run.invoicedCount !== students) faults.push(`${run.invoicedCount} of ${students} were invoiced`);
    return took;
  };
  scope.say('a first run, whose rows are kept ...');
  await runOnce();
  const rows = await sql.keep();
  const results = await interleaved(scope.rounds, [
    { name: 'SQL, one statement a table', run: () => sql.write() },
    { name: 'invoice run', run: runOnce },
  ]);
  const table = comparison(
    `${students} invoices of one charge`,
    results,
    [{ name: 'ms', of: (ms) => ms }],
    [{ name: 'invoices a second', of: (ms) => (students * 1_000) / ms }],
  );
  const kept = Object.entries(rows).map(([name, count]) => `${name} ${count}`);
  return { tables: [table], notes: [`rows: ${kept.join(', ')}`], faults };
}

/** A fee of its own, previewed, and then timed from the start of its run until it is done. */
async function invoiceAll(bursar: Visitor, school: BenchSchool): Promise<{ took: number; run: Run }> {
  const [organizationId, day] = [school.schoolId, dayIn(school.timeZone, new Date())];
  const code = `F-${randomUUID().slice(0, 8)}`;
  const { feeItem } = await command<{ feeItem: { id: string } }>(
    bursar,
    'createFeeItem',
    { organizationId, code, title: 'Fee' },
    'feeItem { id }',
  );
  const { feeStructure } = await command<{ feeStructure: { id: string } }>(
    bursar,
    'createFeeStructure',
    {
      ...{ organizationId, academicSessionId: school.sessions[0]?.id, grade: '1', title: code },
      ...{
        dueOn: addDays(day, 20),
        currency: 'EUR',
        charges: [{ feeItemId: feeItem.id, amountMinor: 10_000 }],
      },
    },
    'feeStructure { id }',
  );
  const { invoiceRun } = await command<{ invoiceRun: Run }>(
    bursar,
    'previewInvoiceRun',
    { feeStructureId: feeStructure.id, enrolledOn: day, requirePayer: false },
    'invoiceRun { id }',
  );
  const previewed = await runThatIs('PREVIEWED', bursar, school, invoiceRun.id);
  const began = performance.now();
  const input = { invoiceRunId: invoiceRun.id, expectedVersion: previewed.version };
  await command(bursar, 'startInvoiceRun', input, 'invoiceRun { id }');
  const run = await runThatIs('DONE', bursar, school, invoiceRun.id);
  return { took: performance.now() - began, run };
}

async function command<T>(by: Visitor, name: string, input: object, selection: string): Promise<T> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const data = await by.data<Record<string, T>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} } }`,
    { input: { idempotencyKey: randomUUID(), ...input } },
  );
  return data[name] as T;
}

async function runThatIs(state: string, by: Visitor, school: BenchSchool, id: string): Promise<Run> {
  for (let tries = 0; tries < 6_000; tries += 1) {
    const { organization } = await by.data<{ organization: { billing: { invoiceRuns: Run[] } } }>(
      'query ($id: UUID!) { organization(id: $id) { billing { invoiceRuns { id version state invoicedCount } } } }',
      { id: school.schoolId },
    );
    const run = organization.billing.invoiceRuns.find((one) => one.id === id);
    if (run?.state === state) return run;
    await pause(50);
  }
  throw new Error(`the run is never ${state}`);
}
