import { newId } from '@learnova/platform/ids';
import type { TestSubgraph } from '@learnova/platform/testing/subgraph';
import { SectionEnrollment } from '../../subgraphs/academics/src/enrollment/section-enrollment.entity.ts';
import { ids, openSchool, today } from '../../subgraphs/academics/tests/kit/school.ts';

let school: TestSubgraph;
beforeAll(async () => {
  school = await openSchool();
});
afterAll(() => school.close());

const enroll = `mutation ($input: EnrollInSectionInput!) { enrollInSection(input: $input) { sectionEnrollment { id } } }`;

test('of two clashing sections into which a student is put at once, one gets the student', async () => {
  const sections = [ids.biology, ids.chemistry, ids.biology, ids.chemistry];
  const offices = [ids.registrar, ids.administrator, ids.head, ids.registrar];
  const answers = await Promise.all(
    sections.map((sectionId, n) => {
      const input = { sectionId, studentId: ids.idle, from: today, idempotencyKey: newId() };
      return school.as(offices[n]).run(enroll, { input });
    }),
  );
  const codes = answers.map(({ errors }) => errors?.[0]?.extensions?.code ?? 'ENROLLED').sort();
  expect(codes).toEqual([
    'ACADEMICS_ALREADY_ENROLLED',
    'ACADEMICS_STUDENT_TAKEN',
    'ACADEMICS_STUDENT_TAKEN',
    'ENROLLED',
  ]);
  expect(await school.request().em.count(SectionEnrollment, { studentId: ids.idle })).toBe(1);
});

test('a refused enrollment holds up nobody who comes after it', async () => {
  const wish = (sectionId: string) => ({
    input: { sectionId, studentId: ids.bert, from: today, idempotencyKey: newId() },
  });
  const registrar = school.as(ids.registrar);
  for (let n = 0; n < 12; n += 1)
    expect(await registrar.code(enroll, wish(ids.biology))).toBe('ACADEMICS_STUDENT_TAKEN');
  expect(await registrar.code(enroll, wish(ids.history))).toBe('NO_ERROR');
});
