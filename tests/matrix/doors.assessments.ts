import { type Case, type Door, entity, gateway, section } from './door.ts';

/** What hangs on the gradebook of the section. */
const gradebook = (c: Case, ...steps: readonly string[]): Door[] => [
  gateway([section(c), 'gradebook', ...steps]),
  entity('assessments', 'Section', c.section, ['gradebook', ...steps]),
];
const scales = (c: Case, ...steps: readonly string[]): Door[] => [
  { ...gateway([`gradingScales(organizationId: "${c.organization}")`, ...steps]), isAlone: true },
  gateway([section(c), 'gradebook', 'scheme', 'scale', ...steps]),
];
/** Every way to each type of assessments. */
export const assessmentsDoors: Readonly<Record<string, (c: Case) => Door[]>> = {
  GradingScale: (c) => scales(c),
  GradeBand: (c) => scales(c, 'bands'),
  Gradebook: (c) => gradebook(c),
  GradingScheme: (c) => gradebook(c, 'scheme'),
  GradingCategory: (c) => gradebook(c, 'scheme', 'categories'),
  LineItem: (c) => [...gradebook(c, 'lineItems'), ...gradebook(c, 'rows', 'scores', 'lineItem')],
  GradebookRow: (c) => gradebook(c, 'rows'),
  ProvisionalResult: (c) => gradebook(c, 'rows', 'provisionalResult'),
  Score: (c) => [...gradebook(c, 'rows', 'scores'), ...gradebook(c, 'rows', 'scores', 'history')],
};
