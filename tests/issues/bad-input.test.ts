import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TestSchool } from '../kit/school.ts';

/**
 * A day of the year 0000, a NUL character in a key, a cursor with either: the database refused the statement, and people were
 * told that something went wrong on our side.
 */
let school: TestSchool;
beforeAll(async () => {
  school = await TestSchool.open({ name: 'embedded', redisUrl: null });
});
afterAll(() => school.close());

/** Anything that JSON can say; NUL and halves of pairs come more often than by chance. */
const unit = fc.oneof(fc.constantFrom('\0', '\ud800', '\udfff', "'", '\\'), fc.string({ unit: 'binary' }));
const anyText = fc.array(unit, { maxLength: 12 }).map((units) => units.join(''));
const number = (max: number, length: number) => fc.nat(max).map((n) => String(n).padStart(length, '0'));
const anyDay = fc.oneof(
  fc.constantFrom('0000-01-01', '0001-01-01', '1900-01-01', '2199-12-31', '9999-12-31'),
  fc.tuple(number(9_999, 4), number(13, 2), number(32, 2)).map((parts) => parts.join('-')),
);
const anyInstant = anyDay.map((day) => `${day}T23:59:59.999Z`);
const cursorOf = (...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((key) => Buffer.from(JSON.stringify(key)).toString('base64url'));
const anyCursor = fc.oneof(
  cursorOf(fc.constantFrom('0000-01-01T00:00:00.000Z', '\0'), fc.uuid()),
  cursorOf(anyInstant, fc.uuid()),
  cursorOf(fc.oneof(anyInstant, anyText), fc.oneof(fc.uuid(), anyText)),
  anyText,
);
const anyKey = anyText.map((text) => text.padEnd(8, '-'));

/** Asks with something made up, and tells the codes of the refusals. */
async function codes(who: string, query: string, variables: Record<string, unknown>): Promise<unknown[]> {
  const visitor = who === 'nobody' ? school.nobody : await school.as(who);
  const { errors = [] } = await visitor.ask(query, variables);
  return errors.map(({ extensions }) => extensions?.code);
}

async function neverFails<T>(made: fc.Arbitrary<T>, ask: (made: T) => Promise<unknown[]>): Promise<void> {
  const property = fc.asyncProperty(made, async (value) =>
    expect(await ask(value)).not.toContain('INTERNAL'),
  );
  await fc.assert(property, { numRuns: 100 });
}

describe('what a client makes up is refused as its own fault:', () => {
  const questions = {
    'the day of a timetable': ['teacher', 'Date!', 'viewer { meetings(date: $x) { id } }', anyDay],
    'the day of a board': [
      'office',
      'Date!',
      'attendanceBoard(organizationId: $school, date: $x) { date }',
      anyDay,
    ],
    'the day of registers': [
      'teacher',
      'Date!',
      'section(id: $section) { registers(date: $x) { id } }',
      anyDay,
    ],
    'the first day of marks': [
      'guardian',
      'Date!',
      'student(id: $child) { attendance(from: $x) { nodes { id } } }',
      anyDay,
    ],
    'a cursor of marks': [
      'guardian',
      'String',
      'student(id: $child) { attendance(after: $x) { nodes { id } } }',
      anyCursor,
    ],
    'a cursor of an inbox': ['guardian', 'String', 'viewer { inbox(after: $x) { nodes { id } } }', anyCursor],
    'a cursor of students': [
      'office',
      'String',
      'organization(id: $school) { students(after: $x) { nodes { id } } }',
      anyCursor,
    ],
  } as const;
  for (const [what, [who, type, field, made]] of Object.entries(questions)) {
    it(what, () =>
      neverFails(made, (x) => {
        const { ids } = school;
        const known = (['school', 'section', 'child'] as const).filter((name) => field.includes(`$${name}`));
        const declared = [`$x: ${type}`, ...known.map((name) => `$${name}: UUID!`)].join(', ');
        const given = Object.fromEntries(known.map((name) => [name, ids[name]]));
        return codes(who, `query (${declared}) { ${field} }`, { x, ...given });
      }),
    );
  }

  it('the key, the reason and the first day of a guardianship', () =>
    neverFails(fc.tuple(anyKey, anyText, anyDay), ([idempotencyKey, reason, from]) => {
      const { strangerGuardian: guardianId, child: studentId } = school.ids;
      const flags = {
        livesWith: false,
        legal: false,
        pays: false,
        recordsAccess: false,
        notifyAttendance: false,
      };
      const input = { guardianId, studentId, ...flags, priority: 1, from, reason, idempotencyKey };
      const query =
        'mutation ($input: RecordGuardianshipInput!) { recordGuardianship(input: $input) { guardianship { id } } }';
      return codes('office', query, { input });
    }));

  it('the key and the first day of a role', () =>
    neverFails(fc.tuple(anyKey, anyDay), ([idempotencyKey, from]) => {
      const { teacher: personId, school: organizationId } = school.ids;
      const input = { personId, organizationId, role: 'TEACHER', from, idempotencyKey };
      const query =
        'mutation ($input: AssignRoleInput!) { assignRole(input: $input) { roleAssignment { id } } }';
      return codes('administrator', query, { input });
    }));

  it('an e-mail and a password', () =>
    neverFails(fc.record({ email: anyText, password: anyText }), (input) =>
      codes('nobody', 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }', { input }),
    ));

  it('a text that stands in the document', () =>
    neverFails(anyText, (text) => {
      const input = `{ email: ${JSON.stringify(text)}, password: "a guess" }`;
      return codes('nobody', `mutation { signIn(input: ${input}) { accessToken } }`, {});
    }));
});

it('the field is named that holds what cannot be kept', async () => {
  const { teacher: personId, school: organizationId } = school.ids;
  const input = {
    personId,
    organizationId,
    role: 'TEACHER',
    from: '2026-09-01',
    idempotencyKey: 'a NUL: \0',
  };
  const visitor = await school.as('administrator');
  const assign =
    'mutation ($input: AssignRoleInput!) { assignRole(input: $input) { roleAssignment { id } } }';
  const { errors } = await visitor.ask(assign, { input });
  expect(errors).toMatchObject([
    { extensions: { code: 'BAD_USER_INPUT', field: ['input', 'idempotencyKey'] } },
  ]);
  const { errors: ofDay } = await visitor.ask(assign, {
    input: { ...input, from: '0000-01-01', idempotencyKey: 'harmless' },
  });
  expect(ofDay?.[0]?.message).toContain('input.from');
});
