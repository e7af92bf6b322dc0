import * as academics from '@learnova/schema/asks/academics';
import * as assessments from '@learnova/schema/asks/assessments';
import * as attendance from '@learnova/schema/asks/attendance';
import * as feedback from '@learnova/schema/asks/feedback';
import * as finance from '@learnova/schema/asks/finance';
import * as leave from '@learnova/schema/asks/leave';
import * as users from '@learnova/schema/asks/users';
import type { AskContract } from '@learnova/schema/define';
import { decodeJwt } from 'jose';
import { unknownId } from './cast.ts';
import type { Ground, Scene } from './scene.ts';

type Contract = Pick<AskContract, 'name' | 'owner' | 'admits'>;

const isContract = (exported: unknown): exported is Contract =>
  typeof exported === 'object' && exported !== null && 'kind' in exported && exported.kind === 'ask';

/** Every contract of `schema/src/asks`. */
export const contracts: readonly Contract[] = [
  ...[academics, assessments, attendance, feedback, finance, leave, users],
].flatMap((module) => Object.values<unknown>(module).filter(isContract));

/** For each contract a question that would be answered with what the small school has. */
export function questionsOf({ school, meetingOf, players }: Scene<Ground>): Readonly<Record<string, object>> {
  const { people, sections, organizations } = school.school;
  const { campaigns } = school.school.feedback;
  const { teacher } = school.ids;
  const personIds = people.map(({ id }) => id);
  const studentIds = people.filter(({ student }) => student).map(({ id }) => id);
  const sectionIds = sections.map(({ id }) => id);
  const organizationIds = organizations.map(({ id }) => id);
  const meetingIds = sectionIds.map((id) => meetingOf(id).id);
  const { sid } = decodeJwt(players.admin.token ?? '');
  const { date } = meetingOf(sectionIds[0] ?? '');
  const cohort = { grade: null, programId: null, date, studentIds: null, after: null, limit: 100 };
  return {
    'users.standing': { personId: school.ids.administrator, sessionId: sid },
    'users.children-of': { guardianIds: personIds },
    'users.guardians-of': { studentIds },
    'users.pays-for': { payerIds: personIds },
    'users.payers-of': { studentIds },
    'users.organizations': { organizationIds },
    'users.affiliations': { personIds },
    'users.role-holders': { organizationIds, roles: ['REGISTRAR'] },
    'users.roles-held': { personIds, roles: ['TEACHER'] },
    'users.names': { personIds },
    'users.contacts': { personIds },
    // Of no link: one that is asked about twice has another token each time.
    'users.wanted-password-link': { passwordLinkId: unknownId },
    'users.mint-password-link': { passwordLinkId: unknownId },
    'academics.meetings': { meetingIds },
    'academics.meetings-on': { date, organizationIds, sectionIds },
    'academics.teaches': { staffId: teacher, sectionIds },
    'academics.students-taught': { staffId: teacher },
    'academics.sections': { sectionIds },
    'academics.rosters': { sectionIds },
    'academics.schools-of': { studentIds },
    'academics.sections-of': { studentIds, staffIds: [teacher] },
    'academics.sessions': { sessionIds: [school.ids.term] },
    'academics.programs': { programIds: school.school.programs.offered.map(({ id }) => id) },
    'academics.teachers-of': { studentIds },
    'academics.teaching-places': { staffIds: [teacher], organizationIds },
    'academics.school-days': { path: organizationIds.slice(0, 1), from: date, to: '2100-01-01' },
    'academics.term-rosters': { sessionId: school.ids.term, organizationIds, date, after: null, limit: 100 },
    'academics.cohort': { organizationIds, ...cohort },
    'academics.meeting-days': { after: null, limit: 100 },
    'assessments.work-to-hand-in': {
      studentIds,
      lineItemIds: school.school.assessments.gradebooks.flatMap(({ lineItems }) =>
        lineItems.map(({ id }) => id),
      ),
    },
    'assessments.result-sheets': { sectionIds },
    'assessments.published-results': { studentIds, after: null, limit: 100 },
    'finance.holds': { studentIds },
    'finance.invoice-sheets': { invoiceIds: school.school.finance.invoices.map(({ id }) => id) },
    'finance.receipt-sheets': { paymentIds: school.school.finance.payments.map(({ id }) => id) },
    'attendance.register-sheets': { registerIds: meetingIds },
    'finance.open-invoices': { studentIds, after: null, limit: 100 },
    'attendance.register-counts': { registerIds: meetingIds },
    'attendance.student-days': { studentIds, date: null, after: null, limit: 100 },
    'finance.owed-invoices': { invoiceIds: school.school.finance.invoices.map(({ id }) => id) },
    'attendance.register-marks': { registerIds: meetingIds },
    'leave.requests': { leaveRequestIds: school.school.leave.requests.map(({ id }) => id) },
    'leave.standing': { personIds, after: null, limit: 100 },
    'feedback.items': { feedbackItemIds: school.school.feedback.items.map(({ id }) => id) },
    'feedback.campaigns': { campaignIds: campaigns.map(({ id }) => id) },
    'feedback.not-answered': { campaignId: campaigns[0]?.id, after: null, limit: 100 },
  };
}
