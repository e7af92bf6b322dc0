import { LittleSchool, type Name } from './support/little-school.ts';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
afterAll(() => school.close());

const everybody = (): Name[] => Object.keys(school.people) as Name[];
type Found = { person: { id: string }; student: object | null; staff: object | null };

async function found(who: Name, text: string, first = 50): Promise<Found[]> {
  const { viewer } = await school
    .as(who)
    .data<{ viewer: { findPeople: Found[] } }>(
      `{ viewer { findPeople(text: ${JSON.stringify(text)}, first: ${first}) { person { id } student { id } staff { id } } } }`,
    );
  return viewer.findPeople;
}

async function names(who: Name, text: string, first?: number): Promise<Name[]> {
  const people = await found(who, text, first);
  return people.map(({ person }) => everybody().find((name) => school.people[name] === person.id) as Name);
}

test('each person finds those whom they may see, all of them and nobody else, and as what they may see them', async () => {
  for (const who of everybody()) {
    const seen: Record<string, [boolean, boolean]> = {};
    for (const whom of everybody()) {
      const r = ['Person', 'Student', 'Staff'].map((__typename) => ({ __typename, id: school.people[whom] }));
      const { data } = await school
        .as(who)
        .run('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', { r });
      const [person, student, staff] = (data?._entities ?? []) as unknown[];
      if (person) seen[whom] = [Boolean(student), Boolean(staff)];
    }
    const shown = (await found(who, 'example')).map(({ person, student, staff }) => [
      everybody().find((name) => school.people[name] === person.id),
      [Boolean(student), Boolean(staff)],
    ]);
    expect(Object.fromEntries(shown)).toEqual(seen);
    expect(shown).toHaveLength(Object.keys(seen).length);
  }
});

test('a name is found by the beginnings of its words, in any order, whatever the case and the marks', async () => {
  expect(await names('registrar', 'ANN')).toEqual(['ann']);
  expect(await names('registrar', 'exam ánn')).toEqual(['ann']);
  expect(await names('registrar', 'nn')).toEqual([]);
  expect(await names('registrar', "an%n' or 1=1 --")).toEqual([]);
});

test('more words than are looked for are refused, and not left out in silence', async () => {
  const looking = (text: string) =>
    school.as('registrar').code(`{ viewer { findPeople(text: ${JSON.stringify(text)}) { person { id } } } }`);
  expect(await looking(Array(9).fill('an').join(' '))).toBe('BAD_USER_INPUT');
  expect(await names('registrar', Array(8).fill('an').join(' '))).toEqual(await names('registrar', 'an'));
});

test('letters that are one thing to whoever types are one', async () => {
  const { people, subgraph } = school;
  const rename = (name: string) =>
    subgraph.request().em.execute(`update person set name = ? where id = ?`, [name, people.bob]);
  for (const [name, typed] of [
    ['Žofie Strauß-Løvenskiold', 'zofie strauss'],
    ['Žofie Strauß-Løvenskiold', 'lovens'],
    ['ÆGIR ŁUKASZ', 'aegir lukasz'],
    ['Νίκος Παπαδόπουλος', 'ΝΙΚΟΣ παπαδ'],
    ['O’Brien', "o'brien"],
  ] as const) {
    await rename(name);
    expect([typed, await names('registrar', typed)]).toEqual([typed, ['bob']]);
  }
  await rename('bob Example');
});

test('whose surname begins so stands first, and a page ends where it was told to', async () => {
  const all = await names('registrar', 'example');
  expect(all.length).toBeGreaterThan(5);
  expect(await names('registrar', 'example', 3)).toEqual(all.slice(0, 3));
});

test('a student is found by number, by whoever may see it', async () => {
  const { student } = await school
    .as('registrar')
    .data<{ student: { number: string } }>('query ($id: UUID!) { student(id: $id) { number } }', {
      id: school.people.ann,
    });
  expect(await names('registrar', student.number)).toContain('ann');
  expect(await names('colleague', student.number)).not.toContain('ann');
});

test('an e-mail finds its owner for the registry and themselves, and for nobody who may not read it', async () => {
  const email = (
    await school.as('ann').data<{ viewer: { person: { email: string } } }>('{ viewer { person { email } } }')
  ).viewer.person.email;
  const whole = email.toUpperCase();
  for (const who of everybody()) {
    const mayRead = (['ann', 'registrar', 'northAdmin', 'principal'] as Name[]).includes(who);
    expect([who, await names(who, whole)]).toEqual([who, mayRead ? ['ann'] : []]);
  }
});

test.each([
  ['a', 10],
  ['', 10],
  [' %% ', 10],
  ['x'.repeat(101), 10],
  ['ann', 0],
  ['ann', 51],
])('what is too little or too much is refused: %j, %i at a time', async (text, first) => {
  const query = `{ viewer { findPeople(text: ${JSON.stringify(text)}, first: ${first}) { person { id } } } }`;
  expect(await school.as('registrar').code(query)).toBe('BAD_USER_INPUT');
});
