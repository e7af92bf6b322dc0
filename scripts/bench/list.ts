import type { Visitor } from '../story/client.ts';
import type { Benchmark, Outcome, Scope } from './benchmark.ts';
import { openGround } from './ground.ts';
import { ListSql } from './list-sql.ts';
import { type Contestant, comparison, interleaved } from './rounds.ts';
import { type BenchSchool, benchSchool } from './school.ts';
import { type Counted, StatementCount } from './statements.ts';
import { openSystem, signIn } from './system.ts';
import type { Table } from './table.ts';

/** The most that one page holds. */
const pageSize = 200;

/** Ten fields: four of a student and the school from users, three from academics, three from attendance. */
const studentsPage = /* GraphQL */ `
  query Students($id: UUID!, $first: Int!, $after: String) {
    organization(id: $id) {
      students(first: $first, after: $after) {
        nodes {
          number
          person { name sortName }
          organization { name }
          enrollments { from section { title course { title } } }
          attendance(first: 5) { nodes { recordedAt minutesLate code { name } } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

interface Page {
  readonly organization: {
    readonly students: {
      readonly nodes: readonly { readonly enrollments: readonly unknown[]; readonly attendance: unknown }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

interface Viewer {
  readonly name: string;
  readonly visitor: Visitor;
  /** How many students of the school this person may see. */
  readonly sees: number;
}

/** A thousand students with ten fields across three subgraphs. */
export const list: Benchmark = {
  name: 'list',
  title: 'ten fields of 1,000 students across three subgraphs, against one statement over three schemas',
  run: measure,
};

async function measure(scope: Scope): Promise<Outcome> {
  const ground = scope.keep(await openGround({ redis: false }));
  const classes = Array<number>(40).fill(25);
  const sizes = { classes, teachers: 1, sectionsOfClass: 3, meetings: 4, taken: 4, hasWarden: true };
  const school = benchSchool(sizes, new Date());
  const counts = new StatementCount();
  const system = scope.keep(await openSystem(ground, school, counts.onStatement));
  counts.watch(system.running);
  const sql = scope.keep(await ListSql.open(ground.databaseUrl));
  const viewers = await viewersOf(system.url, school);

  const lengths = scope.isQuick ? [10, 1_000] : [10, 100, 1_000];
  const tables: Table[] = [];
  for (const length of lengths) {
    scope.say(`${length} students ...`);
    const contestants: Contestant<number>[] = [
      { name: 'SQL, one statement', run: () => timed(() => sql.students(school.schoolId, length)) },
      ...viewers.map(({ name, visitor }) => ({
        name,
        run: () => timed(() => students(visitor, school, length)),
      })),
    ];
    for (const { run } of contestants) await run();
    const results = await interleaved(scope.rounds, contestants);
    tables.push(
      comparison(
        title(length),
        results,
        [{ name: 'ms', of: (ms) => ms }],
        [{ name: 'ms a student of the list', of: (ms) => ms / length }],
      ),
    );
  }
  const { table, faults } = await statements(viewers, school, counts);
  return { tables: [...tables, table], notes: ['the list holds up to 200 students a page'], faults };
}

function title(length: number): string {
  const pages = Math.ceil(length / pageSize);
  return `${length} students${pages > 1 ? ` in ${pages} pages, one after the other` : ' in one page'}`;
}

async function viewersOf(url: string, school: BenchSchool): Promise<Viewer[]> {
  const [first] = school.classes;
  if (!first) throw new Error('the school has no class');
  const all = school.classes.flatMap(({ students }) => students).length;
  const viewer = async (name: string, person: typeof school.office, sees: number) => ({
    ...{ name, sees, visitor: (await signIn(url, person)).visitor },
  });
  return [
    await viewer('teacher of all of them', first.teacher, all),
    await viewer('guardian of all of them', school.warden, all),
    await viewer('guardian of three of them', school.guardian, 3),
  ];
}

/** Reads the list page by page. @returns how many students were shown, with everything that was asked */
async function students(visitor: Visitor, { schoolId }: BenchSchool, length: number): Promise<number> {
  const first = Math.min(length, pageSize);
  let after: string | null = null;
  let shown = 0;
  for (let page = 0; page < length / first; page += 1) {
    const answer: Page = await visitor.data<Page>(studentsPage, { id: schoolId, first, after });
    const { nodes, pageInfo } = answer.organization.students;
    shown += nodes.filter(
      ({ enrollments, attendance }) => enrollments.length > 0 && attendance !== null,
    ).length;
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  return shown;
}

/** What one page takes, of ten students as of two hundred: the invariant. */
async function statements(viewers: readonly Viewer[], school: BenchSchool, counts: StatementCount) {
  const faults: string[] = [];
  const rows: string[][] = [];
  for (const { name, visitor, sees } of viewers) {
    const pages: Counted[] = [];
    for (const length of [10, 100, pageSize]) {
      pages.push(await counts.of(() => students(visitor, school, length)));
    }
    const texts = [...new Set(pages.map(({ text }) => text))];
    rows.push([name, texts.join(' / ')]);
    if (texts.length > 1)
      faults.push(`a page of the ${name} takes more the longer it is: ${texts.join(' / ')}`);
    const shown = await students(visitor, school, 1_000);
    if (shown !== sees) faults.push(`the ${name} sees ${shown} students, not ${sees}`);
  }
  return { table: { title: 'one page, of 10 students as of 100 and 200', columns: ['takes'], rows }, faults };
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await action();
  return performance.now() - began;
}
