import { AuditEntry } from '@learnova/platform/audit-entry.entity';
import { IdempotencyEntry } from '@learnova/platform/idempotency-entry.entity';
import { newId } from '@learnova/platform/ids';
import { OutboxMessage } from '@learnova/platform/outbox/outbox-message.entity';
import { Affiliations } from '@learnova/schema/asks/users';
import { Guardian } from '../src/person/guardian.entity.ts';
import { Person } from '../src/person/person.entity.ts';
import { LittleSchool, type Name } from './support/little-school.ts';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
beforeEach(() => school.begin());
afterAll(() => school.close());

const human = 'id name sortName email mobilePhone';
const createStudent = `mutation ($input: CreateStudentInput!) {
  createStudent(input: $input) { student { id number organization { id } person { ${human} } } }
}`;
const createStaff = `mutation ($input: CreateStaffInput!) {
  createStaff(input: $input) { staff { id person { ${human} } } }
}`;
const createGuardian = `mutation ($input: CreateGuardianInput!) {
  createGuardian(input: $input) { guardian { id person { ${human} } } guardianship { id from student { id } } }
}`;
const record = `mutation ($input: RecordGuardianshipInput!) { recordGuardianship(input: $input) { guardianship { id } } }`;

const person = (more: object = {}) => ({
  ...{
    name: 'Zoë Ärmel',
    sortName: 'Ärmel, Zoë',
    email: ' Zoe@New.Example ',
    mobilePhone: '+43 664 1234567',
  },
  ...more,
});
const asStudent = (more: object = {}, human: object = {}) => ({
  input: {
    ...{ organizationId: school.north, number: 'N-100', person: person(human), idempotencyKey: newId() },
    ...more,
  },
});
const asStaff = (more: object = {}, human: object = {}) => ({
  input: { organizationId: school.north, person: person(human), idempotencyKey: newId(), ...more },
});
const flags = { recordsAccess: true, notifyAttendance: true, livesWith: true, legal: true, pays: false };
const asGuardian = (more: object = {}, human: object = {}) => ({
  input: {
    ...{ studentId: school.people.bob, ...flags, priority: 1, from: school.today },
    ...{ person: person(human), idempotencyKey: newId(), ...more },
  },
});

/** What a command is refused with; it leaves nothing behind. */
async function refused(query: string, variables: Record<string, unknown>, who: Name = 'registrar') {
  const rows = () => {
    const { em } = school.subgraph.request();
    return Promise.all(
      [Person, AuditEntry, OutboxMessage, IdempotencyEntry].map((table) => em.count<object>(table, {})),
    );
  };
  const before = await rows();
  const { errors } = await school.as(who).run(query, variables);
  if (!errors) return 'NO_ERROR';
  expect(await rows()).toEqual(before);
  const { code, field } = errors[0]?.extensions ?? {};
  return [code, ...((field as string[]) ?? [])].join(' ');
}
const people = () => school.subgraph.request().em.count(Person, {});
const sees = async (who: Name, id: string) =>
  (await school.as(who).code('query ($id: UUID!) { person(id: $id) { id } }', { id })) === 'NO_ERROR';

interface Admitted {
  readonly createStudent: { readonly student: { readonly id: string } };
}
interface Adult {
  readonly createGuardian: { readonly guardian: { readonly id: string } };
}

test('a registrar writes a student down, who stands in lists and is found at once', async () => {
  const { createStudent: admitted } = await school.as('registrar').data<Admitted>(createStudent, asStudent());
  const { id } = admitted.student;
  expect(admitted.student).toEqual({
    ...{ id, number: 'N-100', organization: { id: school.north } },
    person: {
      id,
      name: 'Zoë Ärmel',
      sortName: 'Ärmel, Zoë',
      email: 'zoe@new.example',
      mobilePhone: '+436641234567',
    },
  });
  const list = `query ($id: UUID!) { organization(id: $id) { students { nodes { id } } }
    viewer { findPeople(text: "armel") { person { id } student { number } } } }`;
  expect(await school.as('head').data(list, { id: school.north })).toMatchObject({
    organization: { students: { nodes: [{ id }, { id: school.people.ann }, { id: school.people.bob }] } },
    viewer: { findPeople: [{ person: { id }, student: { number: 'N-100' } }] },
  });
  expect(await school.subgraph.ask(Affiliations, { personIds: [id] })).toEqual([
    { personId: id, studentOf: school.north, staffOf: null, hasLegalGuardian: false },
  ]);
  expect(await sees('colleague', id)).toBe(false);
  expect(await sees('southAdmin', id)).toBe(false);
});

test('who is written down without more than a name is listed by it as it is written', async () => {
  const variables = asStudent({ person: { name: ' María José de la Cruz ' } });
  expect(await school.as('northAdmin').data(createStudent, variables)).toMatchObject({
    createStudent: {
      student: {
        person: {
          ...{ name: 'María José de la Cruz', sortName: 'María José de la Cruz' },
          ...{ email: null, mobilePhone: null },
        },
      },
    },
  });
});

test('a member of staff is seen by the school from the next request on, and is given roles', async () => {
  const { createStaff: made } = await school
    .as('registrar')
    .data<{ createStaff: { staff: { id: string } } }>(createStaff, asStaff());
  expect(await sees('ann', made.staff.id)).toBe(true);
  const input = {
    ...{ personId: made.staff.id, role: 'TEACHER', organizationId: school.maths },
    ...{ from: school.today, idempotencyKey: newId() },
  };
  const assign =
    'mutation ($input: AssignRoleInput!) { assignRole(input: $input) { roleAssignment { role } } }';
  expect(await school.as('northAdmin').code(assign, { input })).toBe('NO_ERROR');
});

test('a guardian is written down with the first child, and has more by recording them', async () => {
  const { createGuardian: made } = await school.as('registrar').data<Adult>(createGuardian, asGuardian());
  const { id } = made.guardian;
  expect(made).toMatchObject({
    guardian: { person: { id, email: 'zoe@new.example' } },
    guardianship: { from: school.today, student: { id: school.people.bob } },
  });
  expect(await sees('head', id)).toBe(true);
  expect(await sees('southAdmin', id)).toBe(false);
  const more = { ...flags, priority: 3, from: school.today, studentId: school.people.ann };
  const input = { ...more, guardianId: id, idempotencyKey: newId() };
  expect(await school.as('registrar').code(record, { input })).toBe('NO_ERROR');
  const told = await school.subgraph.request().em.find(OutboxMessage, {});
  expect(told.map(({ name }) => name)).toEqual(['users.guardianship-changed', 'users.guardianship-changed']);
  expect(JSON.stringify(told.map(({ payload }) => payload))).not.toMatch(/Zoë|zoe@|\+43/);
});

test('a member of staff who is a parent becomes a guardian by a child; a student does not', async () => {
  const child = { ...flags, priority: 2, from: school.today, studentId: school.people.bob };
  const input = (guardianId: string) => ({ input: { ...child, guardianId, idempotencyKey: newId() } });
  expect(await school.as('registrar').code(record, input(school.people.colleague))).toBe('NO_ERROR');
  expect(await sees('colleague', school.people.bob)).toBe(true);
  expect(await refused(record, input(school.people.ann))).toBe('NOT_FOUND');
  expect(await refused(record, input(school.people.southTeacher))).toBe('NOT_FOUND');
});

test('only the registry of the school writes anybody down', async () => {
  for (const who of ['head', 'teacher', 'ann', 'mother', 'southAdmin'] as const) {
    expect([who, await refused(createStudent, asStudent(), who)]).toEqual([who, 'FORBIDDEN']);
    expect([who, await refused(createStaff, asStaff(), who)]).toEqual([who, 'FORBIDDEN']);
  }
  expect(await refused(createGuardian, asGuardian(), 'head')).toBe('FORBIDDEN');
  expect(await refused(createGuardian, asGuardian(), 'bob')).toBe('FORBIDDEN');
  for (const who of ['teacher', 'mother', 'southAdmin'] as const)
    expect([who, await refused(createGuardian, asGuardian(), who)]).toEqual([who, 'NOT_FOUND']);
  const elsewhere = { organizationId: school.institution };
  expect(await refused(createStaff, asStaff(elsewhere))).toBe('FORBIDDEN');
  expect(await refused(createStudent, asStudent({ organizationId: newId() }))).toBe('NOT_FOUND');
});

test('students are admitted by schools, and departments employ nobody', async () => {
  const at = (organizationId: string) => ({ organizationId });
  const { institution, maths } = school;
  const nobody = 'USERS_ADMITS_NOBODY input organizationId';
  expect(await refused(createStudent, asStudent(at(institution)), 'principal')).toBe(nobody);
  expect(await refused(createStudent, asStudent(at(maths)))).toBe(nobody);
  expect(await refused(createStaff, asStaff(at(maths)))).toBe('USERS_EMPLOYS_NOBODY input organizationId');
  expect(await school.as('principal').code(createStaff, asStaff(at(institution)))).toBe('NO_ERROR');
});

test('an e-mail that somebody has is refused alike, whether the registry may see whose it is or not', async () => {
  const told = async (email: string) => {
    const { errors } = await school.as('registrar').run(createStaff, asStaff({}, { email }));
    return { ...errors?.[0]?.extensions, message: errors?.[0]?.message };
  };
  const seen = await told('Ann@School.Example');
  expect(seen).toEqual({
    ...{ code: 'EMAIL_TAKEN', field: ['input', 'person', 'email'] },
    message: 'Somebody here has this e-mail already. Name another one.',
  });
  expect(await told('southteacher@school.example')).toEqual(seen);
  expect(await refused(createGuardian, asGuardian({}, { email: 'mother@school.example' }))).toBe(
    'EMAIL_TAKEN input person email',
  );
});

test('a number stands for one student of a school, and for another one of another school', async () => {
  expect(await refused(createStudent, asStudent({ number: ' N-ann ' }))).toBe(
    'USERS_NUMBER_TAKEN input number',
  );
  const south = { organizationId: school.south, number: 'N-ann' };
  expect(await school.as('southAdmin').code(createStudent, asStudent(south))).toBe('NO_ERROR');
});

test.each([
  ['name', { name: '  ' }],
  ['name', { name: 'x'.repeat(201) }],
  ['name', { name: 'Zo\u0007ë' }],
  ['name', { name: 'Zoë\nÄrmel' }],
  ['sortName', { sortName: '' }],
  ['sortName', { sortName: 'x\u0000' }],
  ['email', { email: 'nowhere' }],
  ['email', { email: 'two words@new.example' }],
  ['email', { email: `zo\u0001e@new.example` }],
  ['email', { email: `${'x'.repeat(250)}@new.example` }],
])('what is no %s is refused, and nobody is written down: %j', async (part, human) => {
  // A NUL is refused at the door already.
  const refusal = expect.stringMatching(new RegExp(`^BAD_USER_INPUT( input person ${part})?$`));
  expect(await refused(createStudent, asStudent({}, human))).toEqual(refusal);
  expect(await refused(createStaff, asStaff({}, human))).toEqual(refusal);
  expect(await refused(createGuardian, asGuardian({}, human))).toEqual(refusal);
});

test('a number that is none, and days that are none, are refused where they stand', async () => {
  for (const number of [' ', 'x'.repeat(41), 'N\t1'])
    expect(await refused(createStudent, asStudent({ number }))).toBe('BAD_USER_INPUT input number');
  const landline = { mobilePhone: '+43 1 58858' };
  expect(await refused(createStudent, asStudent({}, landline))).toBe(
    'USERS_MOBILE_PHONE_INVALID input person mobilePhone',
  );
  expect(await refused(createGuardian, asGuardian({ to: school.today }))).toBe('BAD_USER_INPUT input to');
  expect(await refused(createGuardian, asGuardian({ priority: 0 }))).toBe('BAD_USER_INPUT input priority');
});

test('a second click writes nobody down twice', async () => {
  const before = await people();
  const once = async (query: string, variables: Record<string, unknown>) => {
    const clicks = Array.from({ length: 4 }, () => school.as('registrar').data(query, variables));
    expect(new Set((await Promise.all(clicks)).map((answer) => JSON.stringify(answer))).size).toBe(1);
  };
  await once(createStudent, asStudent());
  await once(createStaff, asStaff({}, { email: 'staff@new.example' }));
  await once(createGuardian, asGuardian({}, { email: null }));
  expect(await people()).toBe(before + 3);
  expect(await school.subgraph.request().em.count(Guardian, {})).toBe(5);
});

test('of two clerks who write down the same e-mail or number at once, one is told', async () => {
  const codes = async (...wishes: object[]) => {
    const answers = wishes.map((wish) =>
      school.as('registrar').code(createStudent, wish as Record<string, unknown>),
    );
    return (await Promise.all(answers)).sort();
  };
  expect(await codes(asStudent(), asStudent({ number: 'N-101' }))).toEqual(['EMAIL_TAKEN', 'NO_ERROR']);
  const other = (email: string) => asStudent({ number: 'N-102' }, { email });
  expect(await codes(other('a@new.example'), other('b@new.example'))).toEqual([
    'NO_ERROR',
    'USERS_NUMBER_TAKEN',
  ]);
});
