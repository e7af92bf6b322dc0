import { randomUUID } from 'node:crypto';
import { letters } from '../../scripts/seed/small-assessments.ts';
import { unknownId } from './cast.ts';
import type { Command, Try } from './commands.ts';

const key = () => ({ idempotencyKey: randomUUID() });
const gradingOf = ({ scene }: Try) => scene.school.school.assessments;
const bookOf = (t: Try) => gradingOf(t).gradebooks.find(({ sectionId }) => sectionId === t.section);
const bookFields =
  'version lineItems { id } rows { student { id } scores { id value } provisionalResult { grade } }';

/** The section's gradebook and its version: as the administrator sees it, since those who may not are to be refused for that alone. */
async function book(t: Try) {
  type Found = { section: { gradebook: { version: number } } | null };
  const { data } = await t.scene.players.admin.visitor.ask<Found>(
    'query ($id: UUID!) { section(id: $id) { gradebook { version } } }',
    { id: t.section },
  );
  return { sectionId: t.section, expectedVersion: data?.section?.gradebook.version ?? 0, ...key() };
}

const item = (t: Try) => ({ category: 'TESTS', title: `Test of ${t.role}`, resultValueMax: '50' });

/** Every mutation of assessments, in an order in which the later ones find what the earlier ones made. */
export const assessmentsCommands: readonly Command[] = [
  {
    name: 'createGradingScale',
    selection: 'gradingScale { id title bands { grade } }',
    input: (t) => ({
      organizationId: t.organization,
      title: `Letters of ${t.role}`,
      bands: letters,
      ...key(),
    }),
  },
  {
    name: 'setGradingScheme',
    selection: `gradebook { ${bookFields} }`,
    input: async (t) => ({
      ...{ gradingScaleId: gradingOf(t).gradingScales[0]?.id, decimalPlaces: 1, rounding: 'HALF_EVEN' },
      ...{ categories: bookOf(t)?.categories ?? [], ...(await book(t)) },
    }),
  },
  {
    name: 'createLineItem',
    selection: `lineItem { id title } gradebook { ${bookFields} }`,
    input: async (t) => ({ ...item(t), ...(await book(t)) }),
  },
  {
    name: 'changeLineItem',
    selection: `lineItem { id title } gradebook { ${bookFields} }`,
    input: async (t) => ({
      ...{ lineItemId: bookOf(t)?.lineItems[0]?.id ?? unknownId, ...item(t), ...(await book(t)) },
    }),
  },
  {
    name: 'enterScores',
    selection: `gradebook { ${bookFields} }`,
    input: async (t) => ({
      scores: (bookOf(t)?.scores ?? []).map(({ lineItemId, studentId }) => ({
        ...{ lineItemId, studentId, state: 'GRADED', value: '4' },
      })),
      ...(await book(t)),
    }),
  },
];
