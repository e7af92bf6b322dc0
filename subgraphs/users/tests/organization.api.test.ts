import { newId } from '@learnova/platform/ids';
import { Person } from '../src/person/person.entity.ts';
import { Student } from '../src/person/student.entity.ts';
import { LittleSchool, type Name, zones } from './support/little-school.ts';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
beforeEach(() => school.begin());
afterAll(() => school.close());

const list = `query ($id: UUID!, $first: Int, $after: String) { organization(id: $id) {
  students(first: $first, after: $after) {
    nodes { id number person { name sortName email } guardianships { priority } }
    pageInfo { hasNextPage endCursor }
  }
} }`;

interface Listed {
  readonly organization: {
    readonly students: {
      readonly nodes: readonly { id: string; person: { sortName: string } }[];
      readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  };
}

async function page(who: Name, id: string, variables: { first?: number; after?: string | null } = {}) {
  const { data } = await school.as(who).run(list, { id, ...variables });
  return (data as unknown as Listed).organization.students;
}

const studentsSeenBy = async (who: Name, id: string) => {
  const { nodes } = await page(who, id);
  const { ann, bob, sam } = school.people;
  return nodes.map((node) => ({ [ann]: 'ann', [bob]: 'bob', [sam]: 'sam' })[node.id]).join(' ');
};

/** As many students of the north as wanted, whose sort names are these in turn. */
async function admit(count: number, sortNames: readonly string[]): Promise<string[]> {
  const { em } = school.subgraph.request();
  const ids = Array.from({ length: count }, () => newId());
  for (const [n, id] of ids.entries()) {
    const sortName = sortNames[n % sortNames.length] ?? '';
    em.persist(Object.assign(new Person(), { id, name: sortName, sortName }));
    em.persist(Object.assign(new Student(), { id, organizationId: school.north, number: `A${n}` }));
  }
  await em.flush();
  return ids;
}

test('the tree is seen by everybody who is signed in, with what each organization inherits', async () => {
  const ask = `query ($id: UUID!) { organization(id: $id) {
    kind timeZone locale parent { name } children { name timeZone locale parent { kind } children { kind timeZone } }
  } }`;
  const { organization } = await school
    .as('ann')
    .data<{ organization: unknown }>(ask, { id: school.institution });
  expect(organization).toEqual({
    kind: 'INSTITUTION',
    timeZone: zones.institution,
    locale: 'de-AT',
    parent: null,
    children: [
      {
        name: 'North',
        timeZone: zones.institution,
        locale: 'de-AT',
        parent: { kind: 'INSTITUTION' },
        children: [{ kind: 'DEPARTMENT', timeZone: zones.institution }],
      },
      {
        name: 'South',
        timeZone: zones.south,
        locale: 'en-NZ',
        parent: { kind: 'INSTITUTION' },
        children: [],
      },
    ],
  });
  expect(await school.subgraph.as().code(ask, { id: school.institution })).toBe('UNAUTHENTICATED');
  expect(await school.as('ann').code(ask, { id: newId() })).toBe('NOT_FOUND');
});

test('a list of students holds those whom the viewer may see, and tells nothing of the others', async () => {
  const { institution, north, south, maths } = school;
  expect(await studentsSeenBy('principal', institution)).toBe('ann bob sam');
  expect(await studentsSeenBy('registrar', institution)).toBe('ann bob');
  expect(await studentsSeenBy('head', north)).toBe('ann bob');
  expect(await studentsSeenBy('head', south)).toBe('');
  expect(await studentsSeenBy('teacher', north)).toBe('ann');
  expect(await studentsSeenBy('teacher', maths)).toBe('');
  expect(await studentsSeenBy('colleague', north)).toBe('');
  expect(await studentsSeenBy('leaver', north)).toBe('');
  expect(await studentsSeenBy('mother', institution)).toBe('ann');
  expect(await studentsSeenBy('father', institution)).toBe('');
  expect(await studentsSeenBy('bob', institution)).toBe('bob');
});

test('names stand in the order of the alphabet, accents and capitals where a reader looks for them', async () => {
  await admit(6, ['Zoë', 'ärger', 'Abel', 'O’Brien', 'Öztürk', 'obst']);
  const { nodes } = await page('registrar', school.north);
  expect(nodes.map(({ person }) => person.sortName)).toEqual([
    ...['Abel', 'ärger', 'Example, ann', 'Example, bob', 'O’Brien', 'obst', 'Öztürk', 'Zoë'],
  ]);
});

test('pages of any size hold every student once, in one order, equal names included', async () => {
  await admit(41, ['Same, Name', 'Other, Name', 'Éclair']);
  const all = (await page('registrar', school.north, { first: 200 })).nodes.map(({ id }) => id);
  expect(new Set(all).size).toBe(43);
  for (const first of [1, 7, 43]) {
    const seen: string[] = [];
    let after: string | null = null;
    for (let more = true; more; ) {
      const { nodes, pageInfo } = await page('registrar', school.north, { first, after });
      seen.push(...nodes.map(({ id }) => id));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(seen).toEqual(all);
  }
});

test('a made-up cursor is bad input or an empty page, never a fault', async () => {
  const cursor = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
  const code = (after: string) => school.as('registrar').code(list, { id: school.north, after });
  expect(await code('nonsense')).toBe('BAD_USER_INPUT');
  expect(await code(cursor(['zzz']))).toBe('BAD_USER_INPUT');
  expect(await code(cursor(['zzz', 'no id']))).toBe('NO_ERROR');
});

test('a teacher is asked for once, and no student is named for it, however many organizations are listed', async () => {
  const below = `query ($id: UUID!) { organization(id: $id) { students { nodes { id } } children { students { nodes { id } } } } }`;
  school.subgraph.asked.length = 0;
  await school.as('teacher').data(below, { id: school.institution });
  const { teacher } = school.people;
  expect(school.subgraph.asked).toEqual([{ name: 'academics.students-taught', input: { staffId: teacher } }]);
});

test('two hundred students cost a teacher, the office and a guardian as much as one: statements and asks', async () => {
  const cost = async (who: Name) => {
    const { statements, asked } = school.subgraph;
    const before = [statements.length, asked.length] as const;
    const { nodes } = await page(who, school.institution, { first: 200 });
    return { seen: nodes.length, statements: statements.length - before[0], asked: asked.length - before[1] };
  };
  const few = [await cost('teacher'), await cost('registrar'), await cost('mother')];
  const ids = await admit(198, ['Many']);
  school.teaching.set(school.people.teacher, ids);
  const many = [await cost('teacher'), await cost('registrar'), await cost('mother')];
  expect(many.map(({ seen }) => seen)).toEqual([198, 200, 1]);
  for (const [n, { statements, asked }] of many.entries()) {
    expect(statements).toBe(few[n]?.statements);
    expect(asked).toBe(few[n]?.asked);
    expect(statements).toBeLessThanOrEqual(10);
    expect(asked).toBeLessThanOrEqual(1);
  }
});
