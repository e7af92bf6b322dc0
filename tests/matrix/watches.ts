import type { SmallSchool } from '../../scripts/seed/small-school.ts';
import { castOf, type Objects, type Role, type Which } from './cast.ts';
import type { Ground, Scene } from './scene.ts';

/** A Subscription field: what it is asked about, and as much as can be selected of what it shows. */
export interface Watch {
  readonly field: string;
  readonly argument: string;
  readonly about: (objects: Objects, school: SmallSchool) => string;
  readonly selection: string;
}

const person = 'id name sortName email';
const student = `student { id number person { ${person} } guardianships { id guardian { person { ${person} } } } }`;
const mark = `id minutesLate reason code { category } recordedBy { ${person} } ${student}`;
const lesson =
  'meeting { id room { name } staff { person { name } } } section { id title course { code title } }';
const register = `id version takenBy { ${person} } ${lesson} counts { expected }
  expected { id number person { ${person} } } marks { ${mark} history { ${mark} } }`;

const bill = `id balances { amountMinor } holds { since } ${student}
  invoices { nodes { id number reversal { number } allocations { amount { amountMinor } payment { id payer { ${person} } } } ${student} } }`;

const leave = `id state reason person { ${person} } leaveType { name } slots { date part }
  history { state capacity note by { ${person} } }`;

/** Every Subscription field of the graph. */
export const watches: readonly Watch[] = [
  {
    ...{ field: 'registerChanged', argument: 'sectionId', about: ({ section }) => section },
    selection: register,
  },
  {
    ...{ field: 'attendanceBoardChanged', argument: 'organizationId' },
    about: ({ organization }) => organization,
    selection: register,
  },
  {
    ...{ field: 'studentAttendanceChanged', argument: 'studentId', about: ({ student }) => student },
    selection: `${mark} history { ${mark} } register { ${register} }`,
  },
  {
    ...{ field: 'accountChanged', argument: 'studentId', about: ({ student }) => student },
    selection: bill,
  },
  {
    ...{ field: 'resultPublished', argument: 'studentId', about: ({ student }) => student },
    selection: `id state percentage grade ${student} section { id } scores { id lineItem { title } }`,
  },
  {
    ...{ field: 'publicationChanged', argument: 'publicationId' },
    about: ({ organization }, { assessments }) =>
      assessments.publications.findLast((one) => one.organizationId === organization)?.id ?? organization,
    selection: `id title state results { nodes { id percentage grade ${student} } }`,
  },
  {
    ...{ field: 'announcementChanged', argument: 'organizationId' },
    about: ({ organization }) => organization,
    selection: `id title body organization { id } section { id } publishedBy { ${person} }`,
  },
  {
    ...{ field: 'announcementsChanged', argument: 'organizationId' },
    about: ({ organization }) => organization,
    selection: `id announcements { nodes { id title body organization { id } publishedBy { ${person} } } }`,
  },
  {
    ...{ field: 'feedbackItemChanged', argument: 'feedbackItemId' },
    about: ({ person }, { feedback }) =>
      feedback.items.find((item) => item.authorId === person)?.id ?? person,
    selection: `id subject body author { ${person} } replies { body author { ${person} } }`,
  },
  {
    ...{ field: 'evaluationCampaignChanged', argument: 'campaignId' },
    about: ({ organization }, { feedback }) =>
      feedback.campaigns.find((one) => one.organizationId === organization)?.id ?? organization,
    selection:
      'id title respondedCount result { questions { counts } } evaluations { nodes { section { title } } }',
  },
  {
    ...{ field: 'evaluationChanged', argument: 'evaluationId' },
    about: ({ section }, { feedback }) =>
      feedback.campaigns
        .flatMap(({ evaluations }) => evaluations ?? [])
        .find((one) => one.sectionId === section)?.id ?? section,
    selection: 'id respondedCount section { title } result { questions { counts texts } }',
  },
  {
    ...{ field: 'officeHomeChanged', argument: 'organizationId' },
    about: ({ organization }) => organization,
    selection: 'id owed { invoices } attendance { missingCount missing { section { title } } }',
  },
  {
    ...{ field: 'teacherHomeChanged', argument: 'personId', about: ({ staff }) => staff },
    selection: 'id lessons { section { title } }',
  },
  {
    ...{ field: 'studentHomeChanged', argument: 'studentId', about: ({ student }) => student },
    selection:
      'id student { number person { name } } lessons { section { title } } attendance { late } owed { invoices }',
  },
  {
    ...{ field: 'leaveChanged', argument: 'personId', about: ({ student }) => student },
    selection: leave,
  },
  {
    ...{ field: 'leaveApprovalsChanged', argument: 'personId', about: ({ viewer }) => viewer },
    selection: leave,
  },
  {
    ...{ field: 'inboxChanged', argument: 'personId', about: ({ viewer }) => viewer },
    selection: `id kind readAt title body students { id number person { ${person} } }`,
  },
];

/** `subscription ($id: UUID!) { it: registerChanged(sectionId: $id) { ... } }` */
export function operationOf({ field, argument, selection }: Watch): string {
  return `subscription ($id: UUID!) { it: ${field}(${argument}: $id) { ${selection} } }`;
}

export function idFor({ about }: Watch, { school }: Scene<Ground>, role: Role, which: Which): string {
  return about(castOf(school.school, role, which), school.school);
}
