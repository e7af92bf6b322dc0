import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { IdempotencyEntry } from '@learnova/platform/idempotency-entry.entity';
import { newId } from '@learnova/platform/ids';
import { Person } from '../src/person/person.entity.ts';
import { Student } from '../src/person/student.entity.ts';
import { LittleSchool, type Name } from './support/little-school.ts';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
beforeEach(() => school.begin());
afterAll(() => school.close());

const document = `mutation ($input: ImportStudentsInput!) {
  importStudents(input: $input) { students { id number person { name sortName email mobilePhone } } }
}`;
interface Imported {
  readonly importStudents: { readonly students: readonly { id: string; number: string; person: object }[] };
}
const row = (number: string, person: object = {}) => ({
  number,
  person: { name: `Name ${number}`, ...person },
});
const list = (students: readonly object[], more: object = {}) => ({
  input: { organizationId: school.north, students, idempotencyKey: newId(), ...more },
});
async function refused(variables: Record<string, unknown>, who: Name = 'registrar') {
  const rows = () => {
    const { em } = school.subgraph.request();
    return Promise.all(
      [Person, Student, AuditEntry, IdempotencyEntry].map((table) => em.count<object>(table, {})),
    );
  };
  const before = await rows();
  const { errors } = await school.as(who).run(document, variables);
  if (!errors) return { code: 'NO_ERROR' } as Record<string, unknown>;
  expect(await rows()).toEqual(before);
  return { ...errors[0]?.extensions, message: errors[0]?.message } as Record<string, unknown>;
}

test('a registrar brings a list of students in, who stand in the order of its rows', async () => {
  const rows = [
    row('Z-2', { email: ' Two@New.Example ', mobilePhone: '+43 664 1234567' }),
    row(' Z-1 ', { sortName: 'One, Name' }),
  ];
  const { importStudents } = await school.as('registrar').data<Imported>(document, list(rows));
  expect(importStudents.students).toEqual([
    {
      ...{ id: expect.any(String), number: 'Z-2' },
      person: {
        name: 'Name Z-2',
        sortName: 'Name Z-2',
        email: 'two@new.example',
        mobilePhone: '+436641234567',
      },
    },
    {
      ...{ id: expect.any(String), number: 'Z-1' },
      person: { name: 'Name  Z-1', sortName: 'One, Name', email: null, mobilePhone: null },
    },
  ]);
});

test('every fault of every row is told at once, and nobody is written down', async () => {
  const rows = [
    row('N-1', { email: 'one@new.example' }),
    row(' ', { name: 'x'.repeat(201), email: 'nowhere', mobilePhone: '12' }),
    row('N-ann', { email: 'Southadmin@school.example' }),
    row('N-1', { email: 'ONE@new.example', sortName: 'a\nb' }),
    row('N-5'),
  ];
  const { code, field, faults, message } = await refused(list(rows));
  expect([code, field]).toEqual(['USERS_IMPORT_REFUSED', ['input', 'students']]);
  expect(message).toBe(
    'Nobody was written down: of 5 rows, 3 cannot be: 2, 3, 4. Repair them and send all rows again.',
  );
  const told = faults as { row: number; field: string[]; code: string; message: string }[];
  expect(told.map((fault) => `${fault.row} ${fault.field.join('.')} ${fault.code}`).sort()).toEqual([
    '2 input.students.1.number BAD_USER_INPUT',
    '2 input.students.1.person.email BAD_USER_INPUT',
    '2 input.students.1.person.mobilePhone USERS_MOBILE_PHONE_INVALID',
    '2 input.students.1.person.name BAD_USER_INPUT',
    '3 input.students.2.number USERS_NUMBER_TAKEN',
    '3 input.students.2.person.email EMAIL_TAKEN',
    '4 input.students.3.number BAD_USER_INPUT',
    '4 input.students.3.person.email BAD_USER_INPUT',
    '4 input.students.3.person.sortName BAD_USER_INPUT',
  ]);
  expect(told.find(({ field }) => field.join('.') === 'input.students.3.number')?.message).toBe(
    'Row 1 has this already.',
  );
});

test('only the registry of the school brings anybody in', async () => {
  const rows = [row('N-1')];
  for (const who of ['head', 'teacher', 'ann', 'mother', 'southAdmin'] as const)
    expect([who, (await refused(list(rows), who)).code]).toEqual([who, 'FORBIDDEN']);
  const at = (organizationId: string) => ({ organizationId });
  expect(await refused(list(rows, at(newId())))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refused(list(rows, at(school.maths)))).toMatchObject({ code: 'USERS_ADMITS_NOBODY' });
  // Who may not, is not told what is wrong in the list either.
  expect((await refused(list([row('N-ann')]), 'head')).code).toBe('FORBIDDEN');
});

test('five hundred come in at once, at a cost in statements that does not grow by the row, and no more', async () => {
  const many = (count: number, from = 0) =>
    Array.from({ length: count }, (_, n) => row(`M-${from + n}`, { email: `m${from + n}@new.example` }));
  const cost = async (rows: readonly object[]) => {
    const before = school.subgraph.statements.length;
    const { importStudents } = await school.as('registrar').data<Imported>(document, list(rows));
    expect(importStudents.students.map(({ number }) => number)).toEqual(
      rows.map((one) => (one as { number: string }).number),
    );
    return school.subgraph.statements.length - before;
  };
  const few = await cost(many(2));
  expect((await cost(many(500, 2))) - few).toBeLessThanOrEqual(20);
  const limit = { code: 'BAD_USER_INPUT', field: ['input', 'students'] };
  expect(await refused(list(many(501, 600)))).toMatchObject(limit);
  expect(await refused(list([]))).toMatchObject(limit);
});

test('a second click brings nobody in twice; of two clerks with one list, one is told of all of its rows', async () => {
  const variables = list([row('N-1'), row('N-2')]);
  const clicks = Array.from({ length: 4 }, () => school.as('registrar').data(document, variables));
  expect(new Set((await Promise.all(clicks)).map((answer) => JSON.stringify(answer))).size).toBe(1);
  const { em } = school.subgraph.request();
  expect(await em.count(Student, { organizationId: school.north })).toBe(4);
  const same = () => school.as('registrar').run(document, list([row('N-3'), row('N-4')]));
  const results = await Promise.all([same(), same()]);
  const [refusal, ...more] = results.flatMap(({ errors }) => errors ?? []);
  expect(more).toEqual([]);
  expect(refusal?.extensions).toMatchObject({
    code: 'USERS_IMPORT_REFUSED',
    faults: [
      { row: 1, code: 'USERS_NUMBER_TAKEN' },
      { row: 2, code: 'USERS_NUMBER_TAKEN' },
    ],
  });
});
