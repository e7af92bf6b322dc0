import { randomUUID } from 'node:crypto';
import { letters } from '../../scripts/seed/small-assessments.ts';
import { roles, unknownId } from './cast.ts';
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

const day = 24 * 3_600_000;
const publicationFields = 'id title state organization { id }';
const resultFields = 'id state percentage grade student { id } scores { id } history { id }';

/** What the role has planned, or what was planned of the organization. */
const publicationOf = (t: Try) =>
  (t.which === 'own' && t.made.get(`schedulePublication ${t.role}`)) ||
  (gradingOf(t).publications.findLast(({ organizationId }) => organizationId === t.organization)?.id ??
    unknownId);

/** A published result: of the student, or of a section of staff that of a student whom no other role commands. */
function resultOf(t: Try): string {
  const results = gradingOf(t)
    .publications.slice(0, 2)
    .flatMap((publication) => publication.results);
  const inSection = results.filter(({ sectionId }) => sectionId === t.section);
  const isOffice = t.which === 'own' && (t.role === 'office' || t.role === 'admin');
  const found = isOffice
    ? inSection[roles.indexOf(t.role)]
    : results.find(({ studentId }) => studentId === t.student);
  return found?.id ?? unknownId;
}

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
  {
    name: 'schedulePublication',
    selection: `publication { ${publicationFields} }`,
    makes: ({ publication }) => publication?.id,
    input: (t) => ({
      ...{ organizationId: t.organization, academicSessionId: t.scene.school.ids.term },
      ...{ title: `Results by ${t.role}`, publishAt: new Date(Date.now() + day).toISOString(), ...key() },
    }),
  },
  {
    name: 'cancelPublication',
    selection: `publication { ${publicationFields} }`,
    input: (t) => ({ publicationId: publicationOf(t), ...key() }),
  },
  {
    name: 'withholdResult',
    selection: `result { ${resultFields} }`,
    input: (t) => ({ resultId: resultOf(t), reason: 'To be looked into', ...key() }),
  },
  {
    name: 'releaseResult',
    selection: `result { ${resultFields} }`,
    input: (t) => ({ resultId: resultOf(t), reason: 'Was looked into', ...key() }),
  },
  {
    name: 'amendResult',
    selection: `result { ${resultFields} }`,
    input: (t) => ({ resultId: resultOf(t), reason: 'All scores were wrong', ...key() }),
  },
];
