import { type Case, type Door, entity, gateway, organization, section, student } from './door.ts';

/** What hangs on the gradebook of the section. */
const gradebook = (c: Case, ...steps: readonly string[]): Door[] => [
  gateway([section(c), 'gradebook', ...steps]),
  entity('assessments', 'Section', c.section, ['gradebook', ...steps]),
];
const scales = (c: Case, ...steps: readonly string[]): Door[] => [
  { ...gateway([`gradingScales(organizationId: "${c.organization}")`, ...steps]), isAlone: true },
  gateway([section(c), 'gradebook', 'scheme', 'scale', ...steps]),
];
/** What hangs on results: of the student, and of the section. */
const results = (c: Case, ...steps: readonly string[]): Door[] => [
  gateway([student(c), 'results', ...steps]),
  entity('assessments', 'Student', c.student, ['results', ...steps]),
  gateway([section(c), 'results', ...steps]),
  entity('assessments', 'Section', c.section, ['results', ...steps]),
];
const terms = (c: Case, ...steps: readonly string[]): Door[] => [
  gateway([student(c), 'termResults', ...steps]),
  entity('assessments', 'Student', c.student, ['termResults', ...steps]),
];
const publications = (c: Case, ...steps: readonly string[]): Door[] => [
  gateway([organization(c), 'publications', ...steps]),
  entity('assessments', 'Organization', c.organization, ['publications', ...steps]),
];
/** Every way to each type of assessments. */
export const assessmentsDoors: Readonly<Record<string, (c: Case) => Door[]>> = {
  GradingScale: (c) => scales(c),
  GradeBand: (c) => scales(c, 'bands'),
  Gradebook: (c) => gradebook(c),
  GradingScheme: (c) => gradebook(c, 'scheme'),
  GradingCategory: (c) => gradebook(c, 'scheme', 'categories'),
  LineItem: (c) => [
    ...[...gradebook(c, 'lineItems'), ...gradebook(c, 'rows', 'scores', 'lineItem')],
    ...results(c, 'scores', 'lineItem'),
  ],
  GradebookRow: (c) => gradebook(c, 'rows'),
  ProvisionalResult: (c) => gradebook(c, 'rows', 'provisionalResult'),
  Score: (c) => [
    ...[...gradebook(c, 'rows', 'scores'), ...gradebook(c, 'rows', 'scores', 'history')],
    ...[...results(c, 'scores'), ...results(c, 'history', 'scores'), ...terms(c, 'results', 'scores')],
  ],
  SectionResult: (c) => [
    ...[...results(c), ...results(c, 'history'), ...terms(c, 'results')],
    ...publications(c, 'results', 'nodes'),
    ...(c.which === 'own' ? [gateway(['viewer', 'home', 'students', 'results', 'result'])] : []),
  ],
  TermResult: (c) => terms(c),
  Publication: (c) => publications(c),
  SectionResultConnection: (c) => publications(c, 'results'),
  SectionResultEdge: (c) => publications(c, 'results', 'edges'),
};
