import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { dayIn } from '../seed/days.ts';
import type { Visitor } from '../story/client.ts';
import type { Benchmark, Outcome, Scope } from './benchmark.ts';
import { openGround } from './ground.ts';
import { type DayCounts, HomeSql } from './home-sql.ts';
import { comparison, interleaved } from './rounds.ts';
import { type BenchSchool, benchSchool } from './school.ts';
import { StatementCount } from './statements.ts';
import { openSystem, signIn } from './system.ts';
import type { Table } from './table.ts';

const screen = /* GraphQL */ `
  { viewer { home { offices { id attendance { today { lessons taken expected present late absent } } } } } }
`;
const board = /* GraphQL */ `
  query Board($id: UUID!, $date: Date!) {
    attendanceBoard(organizationId: $id, date: $date) {
      takenCount notTakenCount counts { expected present late absent }
    }
  }
`;
interface Screen {
  readonly viewer: {
    readonly home: { readonly offices: readonly { id: string; attendance: { today: DayCounts } }[] };
  };
}
interface Board {
  readonly attendanceBoard: {
    readonly takenCount: number;
    readonly notTakenCount: number;
    readonly counts: Omit<DayCounts, 'lessons' | 'taken'>;
  };
}

/** How often one contestant looks in a round. */
const looks = 20;

/** The office's first screen, from what reactions have copied. */
export const home: Benchmark = {
  name: 'home',
  title: "the day on the office's first screen, against the same numbers counted live",
  run: measure,
};

async function measure(scope: Scope): Promise<Outcome> {
  const tables: Table[] = [];
  const faults: string[] = [];
  const taken = new Set<string>();
  for (const classes of scope.isQuick ? [4] : [4, 40]) {
    await using own = new AsyncDisposableStack();
    const outcome = await measureOne(
      { ...scope, keep: (resource) => own.use(resource) },
      Array<number>(classes).fill(25),
    );
    tables.push(outcome.table);
    taken.add(outcome.statements);
    faults.push(...outcome.faults);
  }
  if (taken.size > 1)
    faults.push(`the first screen takes more the larger the school is: ${[...taken].join(' / ')}`);
  const note = `the first screen takes ${[...taken].join(' / ')}, whatever the size of the school`;
  return { tables, notes: [note], faults };
}

async function measureOne(scope: Scope, classes: readonly number[]) {
  const ground = scope.keep(await openGround({ redis: false }));
  const now = new Date();
  const school = benchSchool(
    { classes, teachers: 1, sectionsOfClass: 2, meetings: 3, taken: 2, hasWarden: false },
    now,
  );
  const counts = new StatementCount();
  const system = scope.keep(await openSystem(ground, school, counts.onStatement));
  counts.watch(system.running);
  const sql = scope.keep(await HomeSql.open(ground.databaseUrl));
  const { visitor } = await signIn(system.url, school.office);
  const date = dayIn(school.timeZone, now);
  scope.say(`${classes.length * 2} sections: waiting for the first screens ...`);
  const expected = await sql.day(school.schoolId, date);
  await filled(visitor, expected);

  const contestants = [
    { name: 'SQL, one statement', look: () => sql.day(school.schoolId, date) },
    { name: 'first screen', look: () => today(visitor) },
    { name: 'board, counted live', look: () => counted(visitor, school, date) },
  ].map(({ name, look }) => ({ name, look, run: () => timed(look) }));
  const faults: string[] = [];
  for (const { name, look, run } of contestants) {
    const seen = await look();
    if (!isDeepStrictEqual(seen, expected))
      faults.push(`${name} says ${JSON.stringify(seen)}, not ${JSON.stringify(expected)}`);
    await run();
  }
  const results = await interleaved(scope.rounds, contestants);
  const title = `${expected.lessons} lessons of the day, ${expected.expected} students expected in them`;
  const table = comparison(title, results, [{ name: 'ms a look', of: (ms) => ms }]);
  return { table, faults, statements: (await counts.of(() => today(visitor))).text };
}

async function today(visitor: Visitor): Promise<DayCounts> {
  const { viewer } = await visitor.data<Screen>(screen);
  const [office] = viewer.home.offices;
  if (!office) throw new Error('the office has no first screen');
  return { ...office.attendance.today };
}

async function counted(visitor: Visitor, { schoolId: id }: BenchSchool, date: string): Promise<DayCounts> {
  const { attendanceBoard } = await visitor.data<Board>(board, { id, date });
  const { takenCount: taken, notTakenCount, counts } = attendanceBoard;
  return { lessons: taken + notTakenCount, taken, ...counts };
}

/** The workers write the first screens after the school was. */
async function filled(visitor: Visitor, expected: DayCounts): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (isDeepStrictEqual(await today(visitor), expected)) return;
    await pause(200);
  }
  throw new Error('the first screen never says what is counted');
}

async function timed(look: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  for (let n = 0; n < looks; n += 1) await look();
  return (performance.now() - began) / looks;
}
