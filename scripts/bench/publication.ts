import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@learnova/platform/ids';
import type { SchoolAssessments } from '@learnova/schema/school-assessments';
import type { Visitor } from '../story/client.ts';
import type { Benchmark, Outcome, Scope } from './benchmark.ts';
import { openGround } from './ground.ts';
import { untilQuiet } from './quiet.ts';
import { comparison, interleaved } from './rounds.ts';
import { RowsSql } from './rows-sql.ts';
import { type BenchSchool, benchSchool } from './school.ts';
import { openSystem, signIn } from './system.ts';

/** What a publication writes. */
const written = [
  'section_result',
  'publication',
  'publication_section',
  'publication_telling',
  'audit_entry',
];

const sectionsOfClass = 10;
const pieces = 4;
/** How soon the instant comes: long before all results are taken, so that nobody waits for it. */
const soonMs = 300;

interface Publication {
  readonly id: string;
  readonly state: string;
  readonly resultCount: number;
  readonly toldCount: number;
}

/** The results of all sections of a large school, from the office's click until the last one is told. */
export const publication: Benchmark = {
  name: 'publication',
  title: '30,000 results taken and published, against the same rows in one statement a table',
  run: measure,
};

async function measure(scope: Scope): Promise<Outcome> {
  const ground = scope.keep(await openGround({ redis: false }));
  const classes = Array<number>(scope.isQuick ? 3 : 100).fill(30);
  const results = classes.length * 30 * sectionsOfClass;
  const sizes = { classes, teachers: 1, sectionsOfClass, meetings: 0, taken: 0, hasWarden: false };
  const bare = benchSchool(sizes, new Date());
  const school = { ...bare, assessments: scored(bare) };
  const system = scope.keep(await openSystem(ground, school));
  const { visitor } = await signIn(system.url, school.office);
  const sql = scope.keep(await RowsSql.open(ground.databaseUrl, 'assessments', written));

  const faults: string[] = [];
  const runOnce = async () => {
    const { took, toldCount } = await publishAll(visitor, school);
    if (toldCount !== results) faults.push(`${toldCount} of ${results} were told`);
    // Everybody concerned is sent a message, which nobody who publishes waits for.
    await untilQuiet(ground.databaseUrl);
    return took;
  };
  scope.say('a first publication, whose rows are kept ...');
  await runOnce();
  const rows = await sql.keep();
  const figures = await interleaved(scope.rounds, [
    { name: 'SQL, one statement a table', run: () => sql.write() },
    { name: 'publication', run: runOnce },
  ]);
  const table = comparison(
    `${results} results of ${pieces} scores each`,
    figures,
    [{ name: 'ms', of: (ms) => ms }],
    [{ name: 'results a second', of: (ms) => (results * 1_000) / ms }],
  );
  const kept = Object.entries(rows).map(([name, count]) => `${name} ${count}`);
  return { tables: [table], notes: [`rows: ${kept.join(', ')}`], faults };
}

/** Four pieces of work in each section, which each of its students has handed in. */
function scored(school: BenchSchool): SchoolAssessments {
  const [by, at] = [school.office.id, new Date(Date.now() - 3_600_000).toISOString()];
  const scale = { id: newId(), organizationId: school.schoolId, title: 'Letters', by, at };
  const bands = ['F', 'C', 'B', 'A'].map((grade, n) => ({
    ...{ grade, lowerBound: String(n * 25), points: String(n), isPassing: n > 0 },
  }));
  const gradebooks = school.classes.flatMap(({ students, sections }) =>
    sections.map(({ id: sectionId }) => {
      const lineItems = Array.from({ length: pieces }, (_, n) => ({
        ...{ id: newId(), category: n % 2 ? 'WORK' : 'TESTS', title: `Piece ${n}` },
        ...{ resultValueMax: '60', dueAt: null },
      }));
      const scores = students.flatMap(({ id: studentId }, n) =>
        lineItems.map(({ id: lineItemId }, m) => ({
          ...{ id: newId(), lineItemId, studentId, state: 'GRADED' as const },
          value: String((n * 17 + m * 29) % 61),
        })),
      );
      return {
        ...{ sectionId, gradingScaleId: scale.id, by, at, decimalPlaces: 1, rounding: 'HALF_UP' as const },
        ...{ lineItems, scores },
        categories: [
          { code: 'TESTS', title: 'Tests', weight: '60' },
          { code: 'WORK', title: 'Homework', weight: '40' },
        ],
      };
    }),
  );
  return { gradingScales: [{ ...scale, bands }], gradebooks, publications: [] };
}

async function publishAll(
  office: Visitor,
  { schoolId, sessions }: BenchSchool,
): Promise<{ took: number; toldCount: number }> {
  const began = performance.now();
  const { schedulePublication } = await office.data<{
    schedulePublication: { publication: { id: string } };
  }>(
    'mutation ($input: SchedulePublicationInput!) { schedulePublication(input: $input) { publication { id } } }',
    {
      input: {
        ...{ organizationId: schoolId, academicSessionId: sessions[0]?.id, title: 'All results' },
        ...{ publishAt: new Date(Date.now() + soonMs).toISOString(), idempotencyKey: randomUUID() },
      },
    },
  );
  const { id } = schedulePublication.publication;
  for (let tries = 0; tries < 12_000; tries += 1) {
    const { organization } = await office.data<{ organization: { publications: Publication[] } }>(
      'query ($id: UUID!) { organization(id: $id) { publications { id state resultCount toldCount } } }',
      { id: schoolId },
    );
    const found = organization.publications.find((one) => one.id === id);
    if (found?.state === 'PUBLISHED' && found.toldCount === found.resultCount)
      return { took: performance.now() - began, toldCount: found.toldCount };
    await pause(50);
  }
  throw new Error('the publication is never told');
}
