import { newId } from '@learnova/platform/ids';
import {
  ChildrenOf,
  Contacts,
  GuardiansOf,
  Names,
  Organizations,
  RolesHeld,
  Standing,
} from '@learnova/schema/asks/users';
import { addDays, dayIn, LittleSchool, type Name, zones } from './support/little-school.ts';

let school: LittleSchool;
beforeAll(async () => {
  school = await LittleSchool.open();
});
beforeEach(() => school.begin());
afterAll(() => school.close());

const standingOf = (who: Name) => {
  const id = school.people[who];
  return school.subgraph.ask(Standing, { personId: id, sessionId: id });
};

test('a role reaches the organization and all below it', async () => {
  const reach = async (who: Name) =>
    (await standingOf(who)).roles.map((r) => [r.role, new Set(r.organizationIds)]);
  const { institution, north, maths, south } = school;
  expect(await reach('principal')).toEqual([['ADMINISTRATOR', new Set([institution, north, maths, south])]]);
  expect(await reach('registrar')).toEqual([['REGISTRAR', new Set([north, maths])]]);
  expect(await reach('teacher')).toEqual([['TEACHER', new Set([maths])]]);
  expect(await reach('mother')).toEqual([]);
  expect(await reach('leaver')).toEqual([]);
});

test.each([
  'Europe/Vienna',
  'Pacific/Auckland',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'America/Santiago',
])(
  'in %s a role is held from the first midnight of its days to the last, by the clock on the wall there',
  async (zone) => {
    const { em } = school.subgraph.request();
    await em.execute('update organization set time_zone = ? where id = ?', [zone, school.south]);
    const now = await school.subgraph.request().now();
    const today = dayIn(zone, now);
    const held = async (from: string, to: string | null) => {
      const set = 'update role_assignment set from_day = ?, to_day = ? where person_id = ?';
      await em.execute(set, [from, to, school.people.southTeacher]);
      return (await standingOf('southTeacher')).roles[0];
    };
    expect(await held(today, null)).toMatchObject({ until: null });
    expect(await held(addDays(today, 1), null)).toBeUndefined();
    expect(await held(addDays(today, -5), today)).toBeUndefined();
    const until = (await held(today, addDays(today, 1)))?.until ?? '';
    // The instant of the end is the first of its day there.
    expect(dayIn(zone, new Date(until))).toBe(addDays(today, 1));
    expect(dayIn(zone, new Date(Date.parse(until) - 1))).toBe(today);
  },
);

test('where the clocks go forward at midnight, a role ends with the first instant of the day all the same', async () => {
  const { em } = school.subgraph.request();
  await em.execute('update organization set time_zone = ? where id = ?', ['America/Santiago', school.south]);
  const set = 'update role_assignment set from_day = ?, to_day = ? where person_id = ?';
  await em.execute(set, ['2027-09-01', '2027-09-05', school.people.southTeacher]);
  const ahead = Date.parse('2027-09-04T16:00:00Z') - (await school.subgraph.request().now()).getTime();
  await school.subgraph.advance(ahead);
  expect((await standingOf('southTeacher')).roles[0]?.until).toBe('2027-09-05T04:00:00.000Z');
  await school.subgraph.advance(12 * 3_600_000 - 60_000);
  expect((await standingOf('southTeacher')).roles).toHaveLength(1);
  await school.subgraph.advance(2 * 60_000);
  expect((await standingOf('southTeacher')).roles).toHaveLength(0);
  await school.subgraph.advance(-ahead - 12 * 3_600_000 - 60_000);
});

test('a day later a role that ended that day is gone, although nobody changed anything', async () => {
  const set = 'update role_assignment set to_day = ? where person_id = ?';
  const { em } = school.subgraph.request();
  await em.execute(set, [addDays(school.today, 1), school.people.teacher]);
  expect((await standingOf('teacher')).roles).toHaveLength(1);
  await school.subgraph.advance(86_400_000);
  expect((await standingOf('teacher')).roles).toEqual([]);
  await school.subgraph.advance(-86_400_000);
});

test('who is a teacher where is told of all days, also of those to come, and of no other role', async () => {
  const { teacher, colleague, leaver, registrar } = school.people;
  const personIds = [teacher, colleague, leaver, registrar, newId()];
  const { em } = school.subgraph.request();
  const ends = addDays(school.today, 5);
  await em.execute('update role_assignment set to_day = ? where person_id = ?', [ends, colleague]);
  await em.execute('update role_assignment set from_day = ? where person_id = ?', [
    addDays(school.today, 2),
    teacher,
  ]);
  await em.execute('update role_assignment set to_day = from_day where person_id = ?', [leaver]);
  const told = await school.subgraph.ask(RolesHeld, { personIds, roles: ['TEACHER'] });
  expect(told.map(({ organizationIds, ...role }) => [role, new Set(organizationIds)])).toEqual([
    [expect.objectContaining({ personId: colleague, to: ends }), new Set([school.north, school.maths])],
    [
      { personId: teacher, role: 'TEACHER', from: addDays(school.today, 2), to: null },
      new Set([school.maths]),
    ],
  ]);
});

test('the guardianships of today are told with their flags, and with the instant at which they end', async () => {
  const { ann, mother, father, future } = school.people;
  const { em } = school.subgraph.request();
  const to = addDays(school.today, 2);
  await em.execute('update guardianship set to_day = ? where id = ?', [to, school.annAndMother]);
  const [told, ...more] = await school.subgraph.ask(ChildrenOf, { guardianIds: [mother, father, future] });
  expect(more).toEqual([]);
  expect(told).toMatchObject({
    ...{ guardianshipId: school.annAndMother, guardianId: mother, studentId: ann },
    ...{ recordsAccess: false, notifyAttendance: true, priority: 1, to },
  });
  expect(dayIn(zones.institution, new Date(told?.until ?? ''))).toBe(to);
  expect(await school.subgraph.ask(GuardiansOf, { studentIds: [ann] })).toEqual([told]);
});

test('organizations are told with the way down to them and all below them', async () => {
  const { institution, north, maths, south } = school;
  const told = await school.subgraph.ask(Organizations, { organizationIds: [maths, institution, newId()] });
  expect(told).toHaveLength(2);
  expect(told.find((one) => one.organizationId === maths)).toMatchObject({
    ...{ timeZone: zones.institution, locale: 'de-AT' },
    ...{ path: [institution, north, maths], subtree: [maths] },
  });
  const root = told.find((one) => one.organizationId === institution);
  expect(new Set(root?.subtree)).toEqual(new Set([institution, north, maths, south]));
});

test('names and contacts are told of those who exist', async () => {
  const { ann, sam, mother, southMother, principal } = school.people;
  const personIds = [ann, mother, newId()];
  const names = await school.subgraph.ask(Names, { personIds });
  expect(names.map(({ name }) => name).sort()).toEqual(['ann Example', 'mother Example']);
  const contacts = await school.subgraph.ask(Contacts, { personIds: [sam, southMother, mother, principal] });
  expect(new Map(contacts.map((c) => [c.email, c.locale]))).toEqual(
    new Map([
      ['sam@school.example', 'en-NZ'],
      ['southmother@school.example', 'en-NZ'],
      ['mother@school.example', 'de-AT'],
      ['principal@school.example', 'de-AT'],
    ]),
  );
});

test('only the services that a question admits may ask it', async () => {
  const ask = school.subgraph.ask(Contacts, { personIds: [school.people.ann] }, 'attendance');
  await expect(ask).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
