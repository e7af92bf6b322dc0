import { randomUUID } from 'node:crypto';
import { emailOf, password } from '../../scripts/seed/small-people.ts';
import type { SmallSchool } from '../../scripts/seed/small-school.ts';
import { Visitor } from '../../scripts/story/client.ts';
import { FeesStory } from './fees.ts';

interface Structures {
  readonly organization: {
    readonly billing: { readonly feeStructures: readonly { readonly program: object | null }[] };
  };
}

/** A program that the office offers and admits students to, and a fee for those who are in it. */
export async function chargeProgram(url: string, school: SmallSchool): Promise<void> {
  const story = new FeesStory(url, school);
  await story.begin();
  const office = await new Visitor(url).signIn(emailOf('office'), password);
  const command = async <T>(name: string, input: object, selection: string): Promise<T> => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const data = await office.data<Record<string, Record<string, T>>>(
      `mutation ($input: ${type}!) { ${name}(input: $input) { it: ${selection} } }`,
      { input: { idempotencyKey: randomUUID(), ...input } },
    );
    return data[name]?.it as T;
  };

  const { school: organizationId } = school.ids;
  const { id: programId } = await command<{ id: string }>(
    'createProgram',
    { organizationId, code: 'ROBOTS', title: 'Robotics branch' },
    'program { id }',
  );
  const [stays, leaves] = school.people.filter(({ student }) => student).slice(20, 22);
  if (!stays || !leaves) throw new Error('the small school has thirty students');
  const admit = ({ id: studentId }: { readonly id: string }) =>
    command<{ id: string }>(
      'enrollInProgram',
      { programId, studentId, from: story.day(-5) },
      'programEnrollment { id }',
    );
  await admit(stays);
  const { id: programEnrollmentId } = await admit(leaves);
  await command(
    'endProgramEnrollment',
    { programEnrollmentId, to: story.day(0), expectedVersion: 1 },
    'programEnrollment { id }',
  );

  // Whoever is in it today is charged, and nobody else.
  const [dry, done] = await story.invoice(4_217, { programId }, false);
  expect([dry.studentCount, done.studentCount, done.invoicedCount]).toEqual([1, 1, 1]);
  const charged = async ({ id }: { readonly id: string }) =>
    (await story.accountOf(id, story.bursar)).invoices.nodes.some(
      ({ outstanding }) => outstanding.amountMinor === 4_217,
    );
  expect([await charged(stays), await charged(leaves)]).toEqual([true, false]);

  // The bursar reads with the fee what it is for, whoever owns the words.
  const { organization } = await story.bursar.data<Structures>(
    'query ($id: UUID!) { organization(id: $id) { billing { feeStructures { program { title organization { id } } } } } }',
    { id: organizationId },
  );
  expect(organization.billing.feeStructures.map(({ program }) => program)).toContainEqual({
    ...{ title: 'Robotics branch', organization: { id: organizationId } },
  });
}
