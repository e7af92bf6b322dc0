import { newId } from '@learnova/platform/ids';
import { Contacts } from '@learnova/schema/asks/users';
import { LittleSchool, type Name } from './support/little-school.ts';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
afterAll(() => school.close());

const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
const kinds = ['Person', 'Student', 'Staff', 'Guardian'];

/** As what somebody is seen, through the door between subgraphs; only the first letters. */
async function seenBy(who: Name | null, whom: Name): Promise<string> {
  const r = kinds.map((__typename) => ({ __typename, id: school.people[whom] }));
  const client = who === null ? school.subgraph.as() : school.as(who);
  const { data, errors = [] } = await client.run(entities, { r });
  const seen = (data?._entities ?? []) as ({ __typename: string } | null)[];
  expect(errors.map((error) => error.extensions?.code)).toEqual(
    seen.filter((one) => one === null).map(() => 'NOT_FOUND'),
  );
  return seen.flatMap((one) => one?.__typename ?? []).join(' ');
}

const student = 'Person Student';
const staff = 'Person Staff';
const guardian = 'Person Guardian';

/** Written from the roles: who sees whom, and as what; whoever is not named is not seen. */
const table: [Name | null, Partial<Record<Name, string>>][] = [
  [null, {}],
  [
    'principal',
    {
      ...{ ann: student, bob: student, sam: student },
      ...{ teacher: staff, leaver: staff, southTeacher: staff, principal: staff },
      ...{ mother: guardian, father: guardian, future: guardian, southMother: guardian },
    },
  ],
  ...(['northAdmin', 'registrar', 'head'] as const).map((name): [Name, Partial<Record<Name, string>>] => [
    name,
    {
      ...{ ann: student, bob: student, teacher: staff, leaver: staff, principal: staff },
      ...{ mother: guardian, father: guardian, future: guardian },
    },
  ]),
  ['teacher', { ann: student, teacher: staff, leaver: staff, principal: staff }],
  ['colleague', { teacher: staff, leaver: staff, principal: staff }],
  ['leaver', { leaver: staff }],
  ['southTeacher', { sam: student, southTeacher: staff, principal: staff }],
  ['mother', { ann: student, mother: guardian, teacher: staff, leaver: staff, principal: staff }],
  ['father', { father: guardian }],
  ['future', { future: guardian }],
  ['southMother', { sam: student, southMother: guardian, southTeacher: staff, principal: staff }],
  ['ann', { ann: student, teacher: staff, leaver: staff, principal: staff }],
];
const looked: Name[] = [
  ...(['ann', 'bob', 'sam', 'teacher', 'leaver', 'southTeacher', 'principal'] as const),
  ...(['mother', 'father', 'future', 'southMother'] as const),
];

test.each(table)('%s sees whom the table says, as what it says, and nobody else', async (who, expected) => {
  const seen: Record<string, string> = {};
  for (const whom of looked) {
    const as = await seenBy(who, whom);
    if (as !== '') seen[whom] = as;
  }
  expect(seen).toEqual(expected);
});

test('who may not be seen is not there: the answer is that for an id that nobody has', async () => {
  for (const ask of ['person(id: $id) { name }', 'student(id: $id) { number }']) {
    const query = `query ($id: UUID!) { found: ${ask} }`;
    const hidden = await school.as('mother').run(query, { id: school.people.bob });
    const unknown = await school.as('mother').run(query, { id: newId() });
    expect(hidden).toEqual(unknown);
    expect(hidden.data).toEqual({ found: null });
    expect(hidden.errors?.map((error) => error.extensions?.code)).toEqual(['NOT_FOUND']);
  }
});

test('a guardian without access to records sees the own child by name', async () => {
  const { viewer } = await school
    .as('mother')
    .data<{ viewer: unknown }>('{ viewer { children { recordsAccess student { person { name } } } } }');
  expect(viewer).toEqual({
    children: [{ recordsAccess: false, student: { person: { name: 'ann Example' } } }],
  });
});

test('an e-mail is read by its owner and the registry; to others it is null, and the name stays', async () => {
  const ask = 'query ($id: UUID!) { person(id: $id) { name email } }';
  const read = async (who: Name, whom: Name) => {
    const { data, errors } = await school.as(who).run(ask, { id: school.people[whom] });
    const { name, email } = (data as { person: { name: string; email: string | null } }).person;
    expect(name).toBe(`${whom} Example`);
    expect(email === null).toBe(errors?.[0]?.extensions?.code === 'FORBIDDEN');
    return email;
  };
  expect(await read('mother', 'mother')).toBe('mother@school.example');
  expect(await read('registrar', 'mother')).toBe('mother@school.example');
  expect(await read('northAdmin', 'teacher')).toBe('teacher@school.example');
  expect(await read('head', 'mother')).toBeNull();
  expect(await read('mother', 'ann')).toBeNull();
  expect(await read('teacher', 'ann')).toBeNull();
  expect(await read('registrar', 'principal')).toBeNull();
});

describe('A mobile number', () => {
  const set =
    'mutation ($input: SetMobilePhoneInput!) { setMobilePhone(input: $input) { person { id mobilePhone } } }';
  const say = (who: Name, whom: Name, mobilePhone: string | null) =>
    school.as(who).code(set, { input: { personId: school.people[whom], mobilePhone } });
  const told = async () => {
    const [contact] = await school.subgraph.ask(Contacts, { personIds: [school.people.mother] });
    return contact?.mobilePhone;
  };

  test('is set by its owner or the registry, is told in one form to who sends, and goes when it is taken away', async () => {
    expect(await say('mother', 'mother', ' +43 (664) 123-4567 ')).toBe('NO_ERROR');
    expect(await told()).toBe('+436641234567');
    expect(await say('registrar', 'mother', '+1 202 555 0143')).toBe('NO_ERROR');
    expect(await say('registrar', 'mother', '+12025550143')).toBe('NO_ERROR');
    expect(await told()).toBe('+12025550143');
    expect(await say('mother', 'mother', null)).toBe('NO_ERROR');
    expect(await told()).toBeNull();
  });

  test('is set by nobody else, who may see the person or not', async () => {
    expect(await say('head', 'mother', '+12025550143')).toBe('FORBIDDEN');
    expect(await say('southMother', 'mother', '+12025550143')).toBe('NOT_FOUND');
    expect(await told()).toBeNull();
  });

  test.each([
    '0664 1234567',
    '+43 1 58858',
    '+999 1234567',
    'ring me',
    '+1'.padEnd(60, '2'),
    '+1 202 555 0143 ext 5',
  ])('is refused where it is none, %j', async (number) => {
    expect(await say('mother', 'mother', number)).toBe('USERS_MOBILE_PHONE_INVALID');
    expect(await told()).toBeNull();
  });
});

test('a reference to a viewer answers for whoever asks, and for nobody else', async () => {
  const ask = `query ($r: [_Any!]!) { _entities(representations: $r) {
    ... on Viewer { id person { name } roles { role } children { id } sessions { id } }
  } }`;
  const viewer = (name: Name) => ({ r: [{ __typename: 'Viewer', id: school.people[name] }] });
  const own = await school.as('mother').data<{ _entities: { id: string }[] }>(ask, viewer('mother'));
  expect(own._entities[0]?.id).toBe(school.people.mother);
  expect(await school.as('principal').code(ask, viewer('mother'))).toBe('NOT_FOUND');
  expect(await school.subgraph.as().code('{ viewer { id } }')).toBe('UNAUTHENTICATED');
});

test('a guardianship is seen by its guardian while it holds, and by the office above the school at any time', async () => {
  const ask = 'query ($id: UUID!) { student(id: $id) { guardianships { guardian { id } from to } } }';
  const guardiansSeenBy = async (who: Name, child: Name) => {
    const { student: seen } = await school
      .as(who)
      .data<{ student: { guardianships: { guardian: { id: string } }[] } }>(ask, {
        id: school.people[child],
      });
    return seen.guardianships.map((one) => one.guardian.id);
  };
  const { mother, father, future } = school.people;
  expect(await guardiansSeenBy('head', 'ann')).toEqual([mother, father]);
  expect(await guardiansSeenBy('registrar', 'bob')).toEqual([future]);
  expect(await guardiansSeenBy('mother', 'ann')).toEqual([mother]);
  expect(await guardiansSeenBy('ann', 'ann')).toEqual([]);
  expect(await guardiansSeenBy('teacher', 'ann')).toEqual([]);
});

test('a name of a child costs a guardian as many statements as the names of all of them', async () => {
  const { mother, ann, bob, sam, teacher } = school.people;
  const cost = async (who: Name, ids: string[]) => {
    const before = school.subgraph.statements.length;
    const r = ids.map((id) => ({ __typename: 'Student', id }));
    await school
      .as(who)
      .run(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Student { number person { name } } } }',
        { r },
      );
    return school.subgraph.statements.length - before;
  };
  expect(await cost('mother', [ann])).toBe(await cost('mother', [ann, bob, sam, mother, teacher]));
  expect(await cost('teacher', [ann])).toBe(await cost('teacher', [ann, bob, sam, mother, teacher]));
});
